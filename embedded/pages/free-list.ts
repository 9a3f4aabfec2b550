import { Damage } from './damage.ts';
import { checkRange } from './page.ts';
import type { PageFile } from './page-file.ts';
import { type OnDamage, Tree, tried } from './tree.ts';

export type Run = { first: number; count: number };

/**
 * The pages that LMDB holds for free. Lists are kept by the transaction that freed them: a count, then page numbers;
 * lmdb-js also writes runs, as the negative of their length followed by their first page, and leaves zeros where it
 * has taken pages out.
 */
export function* freeRuns(file: PageFile, onDamage: OnDamage): Generator<Run> {
  const tree = new Tree(file, file.meta.free);
  for (const { value } of tree.scan(Buffer.alloc(0), Buffer.alloc(9, 255), onDamage))
    yield* runsOf(value, file, onDamage);
}

function* runsOf(list: Buffer, file: PageFile, onDamage: OnDamage): Generator<Run> {
  const count = list.length < 8 ? -1 : Number(list.readBigUInt64LE(0));
  if (count < 0 || (count + 1) * 8 > list.length) return onDamage(new Damage('a list of free pages is cut short'));
  for (let i = 1; i <= count; i++) {
    const entry = Number(list.readBigInt64LE(i * 8));
    if (entry === 0) continue;
    if (entry < 0 && i === count) return onDamage(new Damage('a list of free pages ends in the middle of a run'));
    const run = entry > 0 ? { first: entry, count: 1 } : { first: Number(list.readBigInt64LE(++i * 8)), count: -entry };
    if (tried(() => checkRange(run.first, run.count, file.meta) ?? run, onDamage)) yield run;
  }
}
