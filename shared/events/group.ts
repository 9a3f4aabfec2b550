import { z } from 'zod';
import { Member, Role } from '../accounts.ts';
import { Forum } from '../groups.ts';
import { Access, GroupRef, MembershipRole } from '../memberships.ts';
import { RankKey, RankSource } from '../rank-key.ts';
import { ActNote, Post, PostRemoval, Topic } from '../topics.ts';
import { Id, Time } from '../values.ts';

/** Whom a post names with @: accounts that may hear of it. */
const mentions = z.array(Id);

/**
 * What lies on `group:<id>`; those marked [account] on `account:<id>`, too.
 * Posts and topics inside events are nobody's view in particular: `read` is 0 and `kudos.mine` false.
 */
export const GROUP_EVENTS = {
  'group.updated': z.strictObject({
    name: z.string(),
    description: z.string(),
    criteria: z.string(),
    guidelines: z.strictObject({ version: z.int(), text: z.string() }),
    access: Access,
    beta: z.boolean(),
    archivedAt: Time.nullable(),
  }),
  /** An open group became a closed one: everyone leaves the stream, and members come back to it. */
  'group.closed': z.strictObject({}),
  'forum.created': z.strictObject({ forum: Forum }),

  'member.joined': z.strictObject({
    member: Member,
    joinedAt: Time,
    guidelinesVersion: z.int(),
    memberCount: z.int(),
  }),
  'member.left': z.strictObject({ accountId: Id, username: z.string(), memberCount: z.int() }),
  'member.removed': z.strictObject({ accountId: Id, username: z.string(), memberCount: z.int() }),
  /** Whoever was banned leaves the stream and cannot come back, whether they had been a member or not. */
  'member.banned': z.strictObject({ accountId: Id, username: z.string(), memberCount: z.int() }),
  'member.role_changed': z.strictObject({ member: Member, role: MembershipRole }),
  /** [account] A member's name or role on the site changed: every label of theirs shows it. `username` only where that is new, too. */
  'member.updated': z.strictObject({
    accountId: Id,
    username: z.string().optional(),
    displayName: z.string(),
    role: Role,
  }),
  /** [account] Once per member and rank, for ever. */
  'rank.up': z.strictObject({
    accountId: Id,
    username: z.string(),
    displayName: z.string(),
    from: RankKey,
    to: RankKey,
  }),
  /** [account] A member's rank is another one, which is not announced: it was given, taken back, lost, or held in place. */
  'rank.changed': z.strictObject({ accountId: Id, rank: RankKey, source: RankSource }),
  /** The ranks there are or many members' ranks are new: labels are fetched afresh. */
  'ranks.changed': z.strictObject({ ladderVersion: z.int() }),

  'topic.created': z.strictObject({ topic: Topic, post: Post, topicCount: z.int(), mentions }),
  /** `repliesTo`: the post it answers and who wrote that. */
  'post.created': z.strictObject({
    topicId: Id,
    post: Post,
    postCount: z.int(),
    topic: Topic,
    repliesTo: z.strictObject({ postId: Id, authorId: Id }).nullable(),
    mentions,
  }),
  'post.edited': z.strictObject({ topicId: Id, postId: Id, number: z.int(), body: z.string(), editedAt: Time }),
  'post.removed': z.strictObject({ topicId: Id, postId: Id, number: z.int(), removed: PostRemoval }),
  /** What an act has made of a topic: pinned, locked, moved to another forum, removed, restored. `act`: why. */
  'topic.changed': z.strictObject({ topic: Topic, forum: Forum, topicCount: z.int(), act: ActNote }),
  /** A topic has gone to another group, which is named where everyone who reads here may know of it. */
  'topic.left': z.strictObject({ topicId: Id, to: GroupRef.nullable(), topicCount: z.int(), act: ActNote }),
  /** A topic has come from another group. */
  'topic.arrived': z.strictObject({ topic: Topic, topicCount: z.int(), act: ActNote }),
  /**
   * Posts stand in another topic of the group now. `from` and `into` are the topics as they are then. `moves` says of posts which post
   * stands in their place (`left`). Of what is not told post by post `anew` says from which number on a topic's posts are to be fetched
   * again: where all posts of a topic went to the end of another, which it is merged into then, and where posts come back.
   */
  'posts.moved': z.strictObject({
    from: Topic,
    into: Topic,
    moves: z.array(z.strictObject({ postId: Id, left: Id, from: z.int(), to: z.int() })),
    anew: z.array(z.strictObject({ topicId: Id, from: z.int() })),
    topicCount: z.int(),
    act: ActNote,
  }),
  /** Several posts at once, of one topic or many. */
  'posts.removed': z.strictObject({
    removals: z.array(z.strictObject({ topicId: Id, postId: Id, number: z.int() })),
    removed: PostRemoval,
  }),
  /** Posts are there again, as they were. */
  'posts.restored': z.strictObject({ posts: z.array(Post) }),
  /** How many seconds lie at least between two posts of a member; 0: no matter. */
  'group.slowed': z.strictObject({ slowSeconds: z.int(), act: ActNote }),
  'kudos.given': z.strictObject({ topicId: Id, postId: Id, number: z.int(), accountId: Id, count: z.int() }),
  'kudos.withdrawn': z.strictObject({ topicId: Id, postId: Id, number: z.int(), accountId: Id, count: z.int() }),
} as const;
