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

/**
 * The group in which one who leads wants to see who is there; null for none. A socket attends to one group at a time, and only as
 * long as it hears the group's leaders' stream, which it watches before.
 */
export const Attending = z.strictObject({ groupId: Id.nullable() });
export type Attending = z.infer<typeof Attending>;

/** How many members `attendance` names at most. */
export const ATTENDANCE_NAMED = 200;

/** A member who is there, and the topic of the group they look at, if any. */
export type Attendant = { member: Actor; topicId: string | null; title: string | null };

/**
 * Which members of a group are there, for those who lead it. A state, not a change, told at most about once a second. Not logged.
 * `more`: how many others there are, at most; of those it is not looked up whether they are members.
 */
export type Attendance = { groupId: string; members: Attendant[]; more: number };
