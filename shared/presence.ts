import { z } from 'zod';
import type { Actor } from './accounts.ts';
import { Id } from './values.ts';

/** The topic one looks at, which says that one is there; null for none. A socket looks at one topic at a time. */
export const Viewing = z.strictObject({ topicId: Id.nullable() });
export type Viewing = z.infer<typeof Viewing>;

/** One is writing in the topic one looks at; to be said again while it goes on, at most every `TYPING_AGAIN_MS`. */
export const Typing = z.strictObject({ topicId: Id, typing: z.boolean() });
export type Typing = z.infer<typeof Typing>;

export const TYPING_AGAIN_MS = 3_000;
/** So long after the last word of it, typing is over by itself. */
export const TYPING_LASTS_MS = 6_000;

/**
 * Who is in a topic, or writes there. A state, not a change: the next one makes up for one that was lost. Not logged.
 * `count` is of members, however many devices they have, and includes the one who is told; `members` are some of them.
 */
export type Gathering = { topicId: string; count: number; members: Actor[] };
