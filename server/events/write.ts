import { AsyncLocalStorage } from 'node:async_hooks';
import mongoose from 'mongoose';
import type { Actor } from '../../shared/accounts.ts';
import type { EventData, EventType, LoggedEvent } from '../../shared/events.ts';
import type { Stream } from '../../shared/streams.ts';
import { AppError, asAppError } from '../lib/errors.ts';
import { Lanes } from './lanes.ts';
import { type Draft, writeDrafts } from './log.ts';

/** What one attempt at a transaction has gathered. MongoDB may run it again: then it starts empty. */
type Attempt = { drafts: Draft[]; afterCommit: (() => Promise<void>)[] };

/** What became of one of several: what it answers, or why it was refused. One that was refused has changed nothing. */
export type Outcome<Result> = { result: Result } | { refused: unknown };

/** Work that is done for several at once, and answers for each in their order. */
export type Together<Input, Result> = (inputs: Input[]) => Promise<Outcome<Result>[]>;

type Write = {
  streams: readonly Stream[];
  work: Together<unknown, unknown>;
  input: unknown;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
};

type Listener = (events: LoggedEvent[]) => void;

const QUEUE_LIMIT = 2_000;
const attempts = new AsyncLocalStorage<Attempt>();
const listeners = new Set<Listener>();
let transactions = 0;
let committed = 0;
const lanes = new Lanes<Write>(commit);

/**
 * Runs `work` in a transaction together with the events it appends: both are there afterwards, or neither.
 * Answers when it is durable. `work` may run more than once, so it must only touch the store and `append`, and
 * nothing concurrently. Inside another `write` it joins that one.
 * @param streams the streams it is going to append to; one it does not name costs retries, not correctness.
 * @throws AppError busy when too many writers are waiting.
 */
export function write<Result>(streams: readonly Stream[], work: () => Promise<Result>): Promise<Result> {
  if (attempts.getStore()) return work();
  return queue(streams, async () => [{ result: await work() }], null);
}

/**
 * As `write`, for work that costs little more for several than for one: those whose turn comes together are handed to it
 * together. It refuses each by its outcome, before it has changed anything for that one; so one that is refused does
 * not take the others with it. What it throws fails the transaction, and each is tried alone.
 * Not inside another `write`, which would wait for it while it waits for its turn.
 * @param work always the same function, by which those are known that belong together.
 */
export function writeTogether<Input, Result>(
  streams: readonly Stream[],
  work: Together<Input, Result>,
  input: Input,
): Promise<Result> {
  if (attempts.getStore()) throw new Error('writeTogether does not belong inside write()');
  return queue(streams, work as Together<unknown, Result>, input);
}

function queue<Result>(streams: readonly Stream[], work: Together<unknown, Result>, input: unknown): Promise<Result> {
  if (lanes.waiting >= QUEUE_LIMIT) return Promise.reject(new AppError('busy', undefined, { retryAfter: 1 }));
  return new Promise<Result>((resolve, reject) => {
    lanes.add({ streams, work, input, resolve: resolve as (result: unknown) => void, reject });
  });
}

/** How many writes were committed by this process, since its start. */
export const writesCommitted = (): number => committed;

/** How many writes wait for their turn. */
export const writesWaiting = (): number => lanes.waiting;

/** Puts an event at the end of a stream, in the transaction at hand. Its `seq` is filled in by the time of the commit. */
export function append<Type extends EventType>(stream: Stream, type: Type, actor: Actor, data: EventData<Type>): Draft {
  const draft: Draft = { stream, type, actor: isRankless(stream) ? withoutRank(actor) : actor, data, seq: 0 };
  attempt().drafts.push(draft);
  return draft;
}

/** What anyone may hear of partners says nothing of ranks: the two have nothing to do with each other. */
const isRankless = (stream: Stream): boolean => stream.startsWith('partner:');

const withoutRank = ({ id, username, displayName }: Actor): Actor => ({ id, username, displayName });

/** Does `step` once the transaction at hand is committed, and not if it is not. What must not get lost isn't for here. */
export function afterCommit(step: () => Promise<void>): void {
  attempt().afterCommit.push(step);
}

/** Hears of all events this process has committed, a transaction's together, in the order of their streams. */
export function onCommitted(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function attempt(): Attempt {
  const current = attempts.getStore();
  if (!current) throw new Error('append and afterCommit belong inside write()');
  return current;
}

async function commit(writes: Write[]): Promise<void> {
  let done: Awaited<ReturnType<typeof transact>>;
  try {
    done = await transact(writes);
  } catch (error) {
    const alone = writes.length === 1 || asAppError(error).code === 'busy';
    for (const write of writes) {
      // One of several was refused and took the others' transaction with it: each gets its own.
      if (alone) write.reject(error);
      else await commit([write]);
    }
    return;
  }
  committed += writes.length;
  for (const listener of listeners) listener(done.events);
  for (const step of done.afterwards) step().catch((error) => process.emitWarning(error));
  writes.forEach((write, index) => {
    const outcome = done.outcomes[index]!;
    if ('result' in outcome) write.resolve(outcome.result);
    else write.reject(outcome.refused);
  });
}

async function transact(writes: Write[]) {
  transactions += 1;
  try {
    return await transaction(writes);
  } finally {
    transactions -= 1;
    if (transactions === 0) rest();
  }
}

/**
 * In Node 20 a store for asynchronous contexts makes every promise and every callback of the process dearer, from its first
 * use on. While nothing is being written nobody needs it; the next transaction turns it on again. All transactions of the
 * process are begun here: one begun elsewhere would lose its session by this.
 */
function rest(): void {
  attempts.disable();
  const { transactionAsyncLocalStorage } = mongoose as { transactionAsyncLocalStorage?: typeof attempts };
  transactionAsyncLocalStorage?.disable();
}

async function transaction(writes: Write[]) {
  let current: Attempt = { drafts: [], afterCommit: [] };
  let outcomes: Outcome<unknown>[] = [];
  let events: LoggedEvent[] = [];
  await mongoose.connection.transaction(
    async () => {
      current = { drafts: [], afterCommit: [] };
      outcomes = [];
      await attempts.run(current, async () => {
        for (const { work, inputs } of runsOf(writes)) outcomes.push(...(await work(inputs)));
      });
      events = await writeDrafts(current.drafts);
    },
    { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority' } },
  );
  return { outcomes, events, afterwards: current.afterCommit };
}

/** What stands next to each other and has the same work is done at once: the order stays. */
function runsOf(writes: Write[]): { work: Write['work']; inputs: unknown[] }[] {
  const runs: { work: Write['work']; inputs: unknown[] }[] = [];
  for (const { work, input } of writes) {
    if (runs.at(-1)?.work === work) runs.at(-1)!.inputs.push(input);
    else runs.push({ work, inputs: [input] });
  }
  return runs;
}
