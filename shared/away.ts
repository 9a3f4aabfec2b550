const FIRST_MS = 2_000;
const LONGEST_MS = 10_000;

/**
 * How many milliseconds to stay away before the next try. Anywhere from nothing to the longest: all clients of a server
 * that is gone come back spread over that time.
 * @param tries how many there have been since the connection was last good.
 * @param atLeast what the server asked for.
 */
export function awayFor(tries: number, atLeast = 0): number {
  return atLeast + Math.random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** tries);
}
