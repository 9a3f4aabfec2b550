/** Tells one run from another: 24 bits. */
export const newTag = (): number => Math.floor(Math.random() * 2 ** 24);

/**
 * The client id of a post (a UUID of version 8) says when the post was due, so that whoever is told of it knows, in
 * whatever process.
 * @param due in microseconds of this machine's clock.
 * @param count tells posts of a run apart.
 */
export function clientIdOf(due: number, tag: number, count: number): string {
  const time = hex(due, 12);
  const run = hex(tag, 6);
  return `${time.slice(0, 8)}-${time.slice(8)}-8${run.slice(0, 3)}-8${run.slice(3)}-${hex(count, 12)}`;
}

/** When a post was due; null if it is none of this run. */
export function dueOf(clientId: string, tag: number): number | null {
  const run = hex(tag, 6);
  if (clientId.slice(14, 23) !== `8${run.slice(0, 3)}-8${run.slice(3)}`) return null;
  return Number.parseInt(clientId.slice(0, 8) + clientId.slice(9, 13), 16);
}

const hex = (value: number, digits: number): string => Math.floor(value).toString(16).padStart(digits, '0');
