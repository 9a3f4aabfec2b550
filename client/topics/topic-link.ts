/** The topic a pasted address leads to; null for any other text. */
export function topicOfLink(text: string): string | null {
  return /\/t\/([0-9a-f]{24})(?:\/\d+)?\/?(?:[?#]\S*)?$/.exec(text.trim())?.[1] ?? null;
}
