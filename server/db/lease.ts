import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { model, Schema } from 'mongoose';
import { duplicateOf } from './duplicate.ts';

/** A right that one process at a time has: until it ends, or is given back. */
type LeaseRecord = { _id: string; holder: string; until: Date };

const schema = new Schema<LeaseRecord>(
  { _id: String, holder: { type: String, required: true }, until: { type: Date, required: true } },
  { versionKey: false },
);
const LeaseModel = model<LeaseRecord>('Lease', schema, 'leases');

/** This process, among all that share the store; the first two are for whoever looks into it. */
const HOLDER = `${hostname()} ${process.pid} ${randomUUID()}`;

/**
 * Takes a lease, or makes one's own last longer.
 *
 * It is kept in the store and measured by the store's clock: nodes may disagree about the time, and Redis may lose what
 * it has. Whoever stops for longer than the lease lasts, and goes on, does so beside the next holder: what is done under
 * a lease must be right also if two do it. The lease only saves the work.
 * @param ms how long it lasts.
 * @returns false while another process has it.
 */
export async function takeLease(name: string, ms: number): Promise<boolean> {
  // A missing `until` is before any time: the lease of a name nobody has used yet is free.
  const free = { $or: [{ $eq: ['$holder', HOLDER] }, { $lte: ['$until', '$$NOW'] }] };
  const taken = {
    holder: { $cond: [free, HOLDER, '$holder'] },
    until: { $cond: [free, { $add: ['$$NOW', ms] }, '$until'] },
  };
  try {
    const lease = await LeaseModel.findOneAndUpdate({ _id: name }, [{ $set: taken }], {
      upsert: true,
      updatePipeline: true,
      returnDocument: 'after',
    }).lean();
    return lease?.holder === HOLDER;
  } catch (error) {
    // Two took a name's first lease at once; the other one was quicker.
    if (duplicateOf(error)) return false;
    throw error;
  }
}

/**
 * How long a lease should last that is renewed once in so many milliseconds: its node may be late for one turn. With 15 s it is
 * over after 40, and taken a turn later.
 */
export const leaseOf = (ms: number): number => (ms * 8) / 3;

export async function giveBackLease(name: string): Promise<void> {
  await LeaseModel.deleteOne({ _id: name, holder: HOLDER });
}

/** Does `work` while no other process does work of that name; waits for its turn. */
export async function alone<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  while (!(await takeLease(name, ALONE_MS))) await wait(RETRY_MS);
  const renewal = setInterval(() => takeLease(name, ALONE_MS).catch(() => {}), ALONE_MS / 3);
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    await giveBackLease(name);
  }
}

const ALONE_MS = 15_000;
const RETRY_MS = 200;
