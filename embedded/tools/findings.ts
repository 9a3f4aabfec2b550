export type Problem = { where: string; what: string };

/** Problems told of one by one; a file with a hole in it can have a million, so the rest is only counted. */
const MOST_TOLD = 100;

/** What a check has found wrong. */
export class Findings {
  readonly problems: Problem[] = [];
  /** How many there are, told or not. */
  count = 0;
  private readonly seen = new Set<string>();

  add(where: string, what: string): void {
    // The same page can be met again by each reader that wants something beyond it.
    if (this.seen.has(`${where}\n${what}`)) return;
    this.count++;
    if (this.problems.length >= MOST_TOLD) return;
    this.seen.add(`${where}\n${what}`);
    this.problems.push({ where, what });
  }
}
