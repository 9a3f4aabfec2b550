/** A path with every value in it escaped, so that no name can climb out of its place: address`/groups/${slug}`. */
export function address(parts: TemplateStringsArray, ...values: string[]): string {
  return parts.reduce((path, part, index) => path + encodeURIComponent(values[index - 1] ?? '') + part);
}
