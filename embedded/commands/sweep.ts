import type { Index } from '../catalog/collection.ts';
import { type Collection, tableRange } from '../catalog/collection.ts';
import { readRecord, recordOf } from '../catalog/records.ts';
import { fieldRange } from '../plan/interval.ts';
import { Busy } from '../sessions/conflicts.ts';
import { encodeKey } from '../values/key.ts';
import type { Engine } from './engine.ts';
import { pace } from './pace.ts';

/** Deletes what TTL indexes say has expired. A document that a transaction holds waits for the next time. */
export async function sweepExpired(engine: Engine): Promise<void> {
  const turn = pace(Number.POSITIVE_INFINITY, 'write');
  for (const collection of engine.catalog.all())
    for (const index of collection.indexes)
      if (index.ready && index.expireAfterSeconds !== undefined) await expire(engine, collection, index, turn);
  await engine.store.settled();
}

async function expire(
  engine: Engine,
  collection: Collection,
  index: Index,
  turn: ReturnType<typeof pace>,
): Promise<void> {
  const before = new Date(Date.now() - (index.expireAfterSeconds as number) * 1000);
  const [field] = index.fields;
  const dates = { low: { prefix: '\x2d', after: false }, high: { prefix: encodeKey(before), after: true } };
  const { from, to } = fieldRange(dates, field as NonNullable<typeof field>);
  for (const entry of engine.store.committed.scan({ from: index.table + from, to: index.table + to })) {
    if (turn.isDue()) await turn.yield();
    if (collection.dropped) return;
    removeFree(engine, collection, recordOf(index, entry));
  }
}

function removeFree(engine: Engine, collection: Collection, id: string): void {
  const bytes = engine.store.latest.get(collection.table + id);
  if (!bytes) return;
  try {
    engine.records.remove(engine.writer, collection, readRecord(id, bytes));
  } catch (error) {
    if (!(error instanceof Busy)) throw error;
  }
}

/** Removes what ended sessions have left, and the entries of dropped collections and indexes, a little at a time. */
export async function sweepGarbage(engine: Engine): Promise<void> {
  const turn = pace(Number.POSITIVE_INFINITY, 'write');
  while (engine.sessions.forgetSome()) if (turn.isDue()) await turn.yield();
  for (const table of engine.catalog.garbage()) {
    for (const { key } of engine.store.committed.scan(tableRange(table))) {
      engine.store.write(key, null);
      if (turn.isDue()) await turn.yield();
    }
    engine.catalog.discarded(table);
    await engine.store.settled();
  }
}
