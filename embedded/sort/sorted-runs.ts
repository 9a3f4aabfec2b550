import { merged } from './merge.ts';
import { Packed } from './packed.ts';

type Keyed = { key: string; bytes: Buffer };

/** Few enough to be sorted at one go without anyone noticing. */
const RUN = 4096;

/** Sorts any number of pieces by their keys, stably, and never stops for long: in runs, merged as they are asked for. */
export class SortedRuns {
  private readonly runs: Packed[] = [];
  private run: Keyed[] = [];
  length = 0;

  add(key: string, bytes: Buffer): void {
    this.run.push({ key, bytes });
    this.length++;
    if (this.run.length === RUN) this.close();
  }

  *inOrder(): Generator<Buffer> {
    for (const { bytes } of this.keyed()) yield bytes;
  }

  keyed(): Generator<Keyed> {
    return merged([...this.runs.map(unpacked), this.run.sort(byKey).values()], byKey);
  }

  private close(): void {
    const packed = new Packed();
    for (const { key, bytes } of this.run.sort(byKey)) {
      packed.add(Buffer.from(key, 'latin1'));
      packed.add(bytes);
    }
    this.runs.push(packed);
    this.run = [];
  }
}

function* unpacked(run: Packed): Generator<Keyed> {
  let key: string | undefined;
  for (const piece of run.values()) {
    if (key === undefined) key = piece.toString('latin1');
    else {
      yield { key, bytes: piece };
      key = undefined;
    }
  }
}

function byKey(a: Keyed, b: Keyed): number {
  return a.key < b.key ? -1 : Number(a.key > b.key);
}
