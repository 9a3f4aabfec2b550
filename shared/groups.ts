import { z } from 'zod';
import { Member } from './accounts.ts';
import { Access, Category, GroupRef, MembershipRole } from './memberships.ts';
import { Head, Id, line, PageQuery, page, Slug, Time, text } from './values.ts';

export const NewForum = z.strictObject({ slug: Slug, name: line(60), description: text(300).optional() });
export type NewForum = z.infer<typeof NewForum>;

export const NewGroup = z.strictObject({
  slug: Slug,
  name: line(80),
  category: Category,
  description: text(2_000),
  guidelines: text(5_000).optional(),
  access: Access.optional(),
  /** Who may come in: shown to those who ask to join. */
  criteria: text(1_000).optional(),
  beta: z.boolean().optional(),
});
export type NewGroup = z.infer<typeof NewGroup>;

/**
 * What leaders may change. Changed guidelines get a new version, which everyone accepts before their next post; an empty
 * text takes them away. An archived group can be read and no more.
 */
export const GroupChanges = NewGroup.pick({ name: true, description: true })
  .extend({
    guidelines: z.union([z.literal(''), text(5_000)]),
    criteria: z.union([z.literal(''), text(1_000)]),
    access: Access,
    beta: z.boolean(),
    archived: z.boolean(),
  })
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, 'must change something');
export type GroupChanges = z.infer<typeof GroupChanges>;

/** The version of the group's guidelines that was read, also where their text is empty. */
export const Joining = z.strictObject({ guidelinesVersion: z.int().min(1) });
/** The version of the guidelines that was read and is accepted: the one in force. */
export const GuidelinesAcceptance = z.strictObject({ version: z.int().min(1) });

/** Who leads a group from now on, in the viewer's place. */
export const Handover = z.strictObject({ username: z.string().max(100) });
export const RoleInGroup = z.strictObject({ role: MembershipRole });
export const Removal = z.strictObject({ reason: text(500) });
export const GroupQuery = z.strictObject({ ...PageQuery.shape, category: Category.optional() });

export const Forum = z.strictObject({ id: Id, slug: z.string(), name: z.string(), description: z.string() });
export type Forum = z.infer<typeof Forum>;

/**
 * The viewer's own tie to a group; null for one who is not a member.
 * `guidelinesVersion`: the version they have accepted. `mutedUntil`: until then they may not post, for `muteReason`.
 */
export const OwnTie = z.strictObject({
  role: MembershipRole,
  joinedAt: Time,
  guidelinesVersion: z.int(),
  mutedUntil: Time.nullable(),
  muteReason: z.string().nullable(),
});
export type OwnTie = z.infer<typeof OwnTie>;

/**
 * A group as lists show it, live by the group's stream. Of a closed group others than its members learn nothing that goes
 * on inside: counts are null, and the head is 0.
 */
export const GroupCard = z.strictObject({
  ...GroupRef.shape,
  description: z.string(),
  access: Access,
  beta: z.boolean(),
  archivedAt: Time.nullable(),
  memberCount: z.int().nullable(),
  topicCount: z.int().nullable(),
  membership: OwnTie.nullable(),
  head: Head,
});
export type GroupCard = z.infer<typeof GroupCard>;

export const GroupCards = page(GroupCard);
export type GroupCards = z.infer<typeof GroupCards>;

/**
 * A group with all that its page shows beside its topics.
 * `slowSeconds`: how many lie at least between two posts of a member (0: no matter).
 * `readable`: whether the viewer may see what is inside. If not, leaders and forums are empty, the guidelines and the
 * slow mode untold.
 */
export const Group = z.strictObject({
  ...GroupCard.shape,
  readable: z.boolean(),
  slowSeconds: z.int(),
  criteria: z.string(),
  guidelines: z.strictObject({ version: z.int(), text: z.string() }),
  createdAt: Time,
  leaders: z.array(Member),
  forums: z.array(Forum),
});
export type Group = z.infer<typeof Group>;

export const GroupMember = z.strictObject({ member: Member, role: MembershipRole, joinedAt: Time });
export type GroupMember = z.infer<typeof GroupMember>;

/** Members in the order in which they joined. */
export const GroupMembers = z.strictObject({ ...page(GroupMember).shape, head: Head });
export type GroupMembers = z.infer<typeof GroupMembers>;

export const Forums = z.strictObject({ items: z.array(Forum), next: z.null(), head: Head });
export type Forums = z.infer<typeof Forums>;
