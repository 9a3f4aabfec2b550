import { merged } from './merge.ts';

type Keyed<T> = { key: string; item: T };

/** Few enough to be sorted at one go without anyone noticing. */
const RUN = 4096;

/** Sorts any number of items by their keys, stably, and never stops for long: in runs, merged as they are asked for. */
export class SortedRuns<T> {
  private readonly runs: Keyed<T>[][] = [];
  private run: Keyed<T>[] = [];
  length = 0;

  add(key: string, item: T): void {
    this.run.push({ key, item });
    this.length++;
    if (this.run.length === RUN) this.close();
  }

  *inOrder(): Generator<T> {
    for (const { item } of this.keyed()) yield item;
  }

  keyed(): Generator<Keyed<T>> {
    this.close();
    return merged(
      this.runs.map((run) => run.values()),
      byKey,
    );
  }

  private close(): void {
    if (this.run.length > 0) this.runs.push(this.run.sort(byKey));
    this.run = [];
  }
}

function byKey(a: { key: string }, b: { key: string }): number {
  return a.key < b.key ? -1 : Number(a.key > b.key);
}
