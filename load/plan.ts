import type { Part } from './scenario.ts';

/** `part` and `groups` are places in the plan's lists; `worker` is the one that writes for the member, and looks after them. */
export type MemberPlan = {
  id: string;
  username: string;
  token: string;
  part: number;
  groups: number[];
  writes: boolean;
  worker: number;
};

export type GroupPlan = { id: string; slug: string; stream: string; topics: string[] };

/** A socket: `member` is a place in the list of members; `views`, a topic it looks at. */
export type DevicePlan = {
  name: string;
  member: number;
  url: string;
  views: string | null;
  /** The stream of an account that is not its own: to be denied. */
  forbidden: string | null;
};

/** All one worker has to know. */
export type WorkerPlan = {
  worker: number;
  workers: number;
  /** Tells this run's posts from others. */
  tag: number;
  urls: string[];
  members: MemberPlan[];
  groups: GroupPlan[];
  devices: DevicePlan[];
  parts: Part[];
  staff: string | null;
  /** Per cent of the sockets that leave in a minute. */
  churn: number;
};

/** Posts become due at this rate a second, in all workers together, from a moment on (microseconds) or from the next. */
export type Writing = { rate: number; from: number };

/** Sockets come one after the other over these seconds. */
export type Ramp = { from: number; seconds: number };

/** A stream's log as the auditor has it: the digests of all events after `from`, and who was sent away, and when. */
export type StreamLog = {
  stream: string;
  from: number;
  digests: string[];
  /** What everyone must have; the log may go on. */
  head: number;
  /** The seq of the event that removed an account. */
  gone: Record<string, number>;
  /** How often each client id of this run was told of. */
  told: Record<string, number>;
};
