import type { Judgement } from '../measured.ts';
import type { Ramp, StreamLog, WorkerPlan, Writing } from '../plan.ts';
import type { Count } from './tally.ts';

/** What the tester asks of a worker. */
export type Calls = {
  prepare(plan: WorkerPlan): void;
  /** The newest tokens, in the order of the members, and the one of staff. */
  renew(tokens: { members: string[]; staff: string | null }): void;
  /** Comes back when all have been told to come. */
  ramp(ramp: Ramp): Promise<void>;
  churn(churning: boolean): void;
  write(writing: Writing & { place: number; of: number }): void;
  cut(share: number): void;
  /** Comes back when all that was begun to be written is answered. */
  rest(): Promise<void>;
  /** Comes back when all devices have everything up to there. @returns how many have not, in the end. */
  reach(to: { heads: Record<string, number>; patienceMs: number }): Promise<number>;
  /** Has it tell what it counted, before it answers. */
  count(): void;
  /**
   * Lets all sockets go, after members have read their own streams once more.
   * @returns the last that was heard of any stream.
   */
  conclude(): Promise<Record<string, number>>;
  /** Ask after `conclude`. */
  judge(logs: StreamLog[]): Judgement;
  /** Tells what it counted last. */
  leave(): void;
};

export type CallName = keyof Calls;
export type Question = { id: number; name: CallName; argument: unknown };

/** What a worker says: an answer, or what it counted since the last time. */
export type Reply = { id: number; result?: unknown; error?: string } | { count: Count };
