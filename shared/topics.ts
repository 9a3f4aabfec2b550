import { z } from 'zod';
import { Actor, Member } from './accounts.ts';
import { Forum } from './groups.ts';
import { GroupRef } from './memberships.ts';
import { ClientId, Head, Id, line, PageQuery, page, Slug, Time, text } from './values.ts';

export const POST_LENGTH = 20_000;
export const TITLE_LENGTH = 200;

/** `forum` is a forum's slug; without it the topic goes to the group's first forum. */
export const NewTopic = z.strictObject({
  clientId: ClientId,
  title: line(TITLE_LENGTH),
  body: text(POST_LENGTH),
  forum: Slug.optional(),
});
export type NewTopic = z.infer<typeof NewTopic>;

/** `replyTo` is the number of a post in the same topic. Bodies are Markdown. */
export const NewPost = z.strictObject({
  clientId: ClientId,
  body: text(POST_LENGTH),
  replyTo: z.int().min(1).optional(),
});
export type NewPost = z.infer<typeof NewPost>;

export const PostChanges = z.strictObject({ body: text(POST_LENGTH) });
export const ReadUpTo = z.strictObject({ number: z.int().min(1) });
export const TopicQuery = z.strictObject({ ...PageQuery.shape, forum: Slug.optional() });
export type TopicQuery = z.infer<typeof TopicQuery>;

export const PostQuery = z.strictObject({
  from: z.coerce.number().int().min(1).default(1),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type PostQuery = z.infer<typeof PostQuery>;

/** An act as everyone in the group sees it: what was done, why, and by whom, by the name they had then. */
export const ActNote = z.strictObject({
  id: Id,
  at: Time,
  by: z.strictObject({ username: z.string(), displayName: z.string() }),
  reason: z.string(),
});
export type ActNote = z.infer<typeof ActNote>;

/**
 * A topic; `read` is the number of the last post the viewer has read (0: none; null: not known in this place).
 * Pinned topics come first. A locked one can be read, and replied to by those who moderate alone. One that was removed has no title and
 * shows no posts; one that was merged says into which, where its posts are.
 */
export const Topic = z.strictObject({
  id: Id,
  groupId: Id,
  forumId: Id,
  title: z.string(),
  author: Member,
  createdAt: Time,
  postCount: z.int(),
  lastPost: z.strictObject({ number: z.int(), at: Time, author: Actor }),
  read: z.int().nullable(),
  pinnedAt: Time.nullable(),
  locked: ActNote.nullable(),
  removed: ActNote.nullable(),
  /** Post n of this one is post n + `offset` of that. */
  mergedInto: z.strictObject({ topicId: Id, offset: z.int() }).nullable(),
});
export type Topic = z.infer<typeof Topic>;

/** Why and when a post was taken away; its number stays. Authors need no reason (''). */
export const PostRemoval = z.strictObject({
  at: Time,
  by: z.enum(['author', 'leader', 'moderator']),
  reason: z.string(),
});
export type PostRemoval = z.infer<typeof PostRemoval>;

/** A post; `body` is empty once it was removed, or where it now stands elsewhere (`movedTo`). `mine`: the viewer gave it kudos. */
export const Post = z.strictObject({
  id: Id,
  topicId: Id,
  number: z.int(),
  clientId: z.string(),
  author: Member,
  body: z.string(),
  replyTo: z.int().nullable(),
  createdAt: Time,
  editedAt: Time.nullable(),
  removed: PostRemoval.nullable(),
  movedTo: z.strictObject({ topicId: Id, number: z.int() }).nullable(),
  kudos: z.strictObject({ count: z.int(), mine: z.boolean() }),
});
export type Post = z.infer<typeof Post>;

/** Topics: on the first page the pinned ones, the last pinned first; then the others, the last active first. */
export const Topics = z.strictObject({ ...page(Topic).shape, head: Head });
export type Topics = z.infer<typeof Topics>;

export const TopicPage = z.strictObject({ topic: Topic, group: GroupRef, forum: Forum, head: Head });
export type TopicPage = z.infer<typeof TopicPage>;

/** A run of posts by number; `next` is the number to ask on `from`, null where the run reaches the last post. */
export const Posts = z.strictObject({ topicId: Id, items: z.array(Post), next: z.int().nullable(), head: Head });
export type Posts = z.infer<typeof Posts>;

export const TopicCreated = z.strictObject({ topic: Topic, post: Post, head: Head });
export type TopicCreated = z.infer<typeof TopicCreated>;

export const PostAnswer = z.strictObject({ post: Post, head: Head });
export type PostAnswer = z.infer<typeof PostAnswer>;

/**
 * Whether a topic counts as viewed by now. `seconds`: how long one has still to stay on it; 0 when it counts, and for one's own,
 * which never does.
 */
export const TopicView = z.strictObject({ viewed: z.boolean(), seconds: z.int().min(0) });
export type TopicView = z.infer<typeof TopicView>;

/** What a removed post said. */
export const PostOriginal = z.strictObject({ body: z.string() });
export type PostOriginal = z.infer<typeof PostOriginal>;

/** Why a post is taken away; authors need not say. */
export const PostRemovalRequest = z.strictObject({ reason: text(500).optional() });

/** What a post said before an edit. */
export const Revision = z.strictObject({ body: z.string(), replacedAt: Time });
export type Revision = z.infer<typeof Revision>;
export const Revisions = z.strictObject({ items: z.array(Revision), next: z.null() });
export type Revisions = z.infer<typeof Revisions>;
