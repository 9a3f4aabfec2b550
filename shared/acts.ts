import { z } from 'zod';
import { Actor, Member } from './accounts.ts';
import { GroupRef } from './memberships.ts';
import { TITLE_LENGTH } from './topics.ts';
import { Head, Id, line, PageQuery, page, Time, text } from './values.ts';

/** For how many seconds an act can be taken back with one click. */
export const UNDO_SECONDS = 10;

export const REASON_LENGTH = 500;

/** The longest time between two posts of a member in slow mode, in seconds. */
export const SLOWEST = 6 * 3_600;

/** How many posts one act may name. */
export const SELECTION = 100;

/** How many topics of a group can be pinned at a time. */
export const PINNED = 10;

const reason = text(REASON_LENGTH);
const username = z.string().trim().min(1).max(100);
const onTopic = { topicId: Id, reason };
const onPosts = { postIds: z.array(Id).min(1).max(SELECTION), reason };

/**
 * What one who leads does about topics, posts and members of a group. Each says what it starts from, where that is not plain, so
 * that of two who act at once one is refused and told of the other: `move` from which forum, `slow` from how many seconds, a
 * sanction in the place of which (`replaces`).
 */
export const NewAct = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pin'), ...onTopic }),
  z.strictObject({ kind: z.literal('unpin'), ...onTopic }),
  z.strictObject({ kind: z.literal('lock'), ...onTopic }),
  z.strictObject({ kind: z.literal('unlock'), ...onTopic }),
  z.strictObject({ kind: z.literal('remove-topic'), ...onTopic }),
  z.strictObject({ kind: z.literal('restore-topic'), ...onTopic }),
  /** To another forum, of this group or of another one leads: forums' ids. */
  z.strictObject({ kind: z.literal('move'), ...onTopic, from: Id, to: Id }),
  /** Makes a new topic of some posts of one: `numbers` of theirs, in which the first post is not. */
  z.strictObject({
    kind: z.literal('split'),
    ...onTopic,
    numbers: z.array(z.int().min(2)).min(1).max(SELECTION),
    title: line(TITLE_LENGTH),
  }),
  /** Puts the posts of a topic at the end of another of the group. */
  z.strictObject({ kind: z.literal('merge'), ...onTopic, into: Id }),
  z.strictObject({ kind: z.literal('remove-posts'), ...onPosts }),
  z.strictObject({ kind: z.literal('restore-posts'), ...onPosts }),
  z.strictObject({ kind: z.literal('mute'), username, until: Time, replaces: Id.optional(), reason }),
  /** Without `until` for ever. `removePosts`: all that they have posted in the group goes, too. */
  z.strictObject({
    kind: z.literal('ban'),
    username,
    until: Time.optional(),
    removePosts: z.boolean().optional(),
    replaces: Id.optional(),
    reason,
  }),
  z.strictObject({ kind: z.literal('remove-member'), username, reason }),
  /** Takes a sanction back. */
  z.strictObject({ kind: z.literal('lift'), sanctionId: Id, reason }),
  z.strictObject({
    kind: z.literal('slow'),
    seconds: z.int().min(0).max(SLOWEST),
    from: z.int().min(0).max(SLOWEST),
    reason,
  }),
]);
export type NewAct = z.infer<typeof NewAct>;

/** Everything that is kept as an act: what leaders do in their groups, and what staff do about accounts. */
export const ActKind = z.enum([
  'pin',
  'unpin',
  'lock',
  'unlock',
  'remove-topic',
  'restore-topic',
  'move',
  'split',
  'merge',
  'remove-posts',
  'restore-posts',
  'mute',
  'ban',
  'remove-member',
  'lift',
  'slow',
  'rules',
  'approve-post',
  'refuse-post',
  'dismiss',
  'settle-report',
  'grant-appeal',
  'deny-appeal',
  'approve-request',
  'deny-request',
  'suspend',
  'unsuspend',
  'export',
  'erase',
  'site',
]);
export type ActKind = z.infer<typeof ActKind>;

/** Whether one can appeal against an act, and what became of it. */
export const AppealState = z.enum(['none', 'open', 'granted', 'denied']);
export type AppealState = z.infer<typeof AppealState>;

/**
 * An act, as those who lead and the member concerned see it; `group` is null for what staff do on the site. `subject`: whose content or
 * membership it is about, null where it is about nobody's. `posts`: the first few of `postCount`. `detail`: what it came to, in a
 * word or two (where to, the new title, how many seconds). Acts with the same `batch` were done with one click and are undone together.
 */
export const Act = z.strictObject({
  id: Id,
  batch: Id,
  kind: ActKind,
  group: GroupRef.nullable(),
  by: Actor,
  at: Time,
  reason: z.string(),
  subject: Member.nullable(),
  topic: z.strictObject({ id: Id, title: z.string() }).nullable(),
  posts: z.array(z.strictObject({ id: Id, topicId: Id, number: z.int(), excerpt: z.string() })),
  postCount: z.int(),
  until: Time.nullable(),
  detail: z.string(),
  undoUntil: Time,
  undone: z.strictObject({ at: Time, by: Actor }).nullable(),
  appeal: AppealState,
});
export type Act = z.infer<typeof Act>;

/** What was done: an act for each member whose content it is about. `head`: of the stream on which others see it. */
export const ActsDone = z.strictObject({ acts: z.array(Act), head: Head });
export type ActsDone = z.infer<typeof ActsDone>;

export const ActQuery = PageQuery;

/** Acts about the viewer's own content and membership, the latest first, live by their own stream. */
export const Acts = z.strictObject({ ...page(Act).shape, head: Head });
export type Acts = z.infer<typeof Acts>;

/** Asks for a second look at an act, once. */
export const NewAppeal = z.strictObject({ message: text(1_000) });
