import { z } from 'zod';
import { Member } from './accounts.ts';
import { REASON_LENGTH } from './acts.ts';
import { Head, Id, line, Time, text } from './values.ts';

/** How many rules a group can have, and the site. */
export const RULES = 50;

/** On how many of the latest posts a dry run tries rules. */
export const DRY_RUN = 1_000;

/** What becomes of a post that a rule meets: it is refused, held back until a leader approves it, or posted and reported. */
export const RuleAction = z.enum(['refuse', 'hold', 'flag']);
export type RuleAction = z.infer<typeof RuleAction>;

const common = {
  name: line(60),
  action: RuleAction,
  /** What its author is told where it is refused or held. */
  message: text(300).optional(),
};

/** A whole word or a run of words, in any case; `*` at its end stands for any ending. */
const Word = line(60);

/** A domain stands for those below it, too. */
const Domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(
    /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,}$/u,
    'must be a domain, such as example.com',
  );

/** `link`: `only` lists the domains that may be linked to, `never` those that may not; both empty: no link at all. */
export const Rule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('keyword'), ...common, words: z.array(Word).min(1).max(100) }),
  z.strictObject({
    kind: z.literal('link'),
    ...common,
    only: z.array(Domain).max(100).default([]),
    never: z.array(Domain).max(100).default([]),
  }),
  /** A post that names more than `most` members. */
  z.strictObject({ kind: z.literal('mention'), ...common, most: z.int().min(0).max(50) }),
]);
export type Rule = z.infer<typeof Rule>;

/**
 * The rules of a group. `preapprove`: how many of the first posts of each who joins from now on are held until a leader approves them
 * (0: none). `version` counts the changes.
 */
export const Rules = z.strictObject({
  version: z.int(),
  items: z.array(Rule),
  preapprove: z.int(),
  changedAt: Time.nullable(),
  head: Head,
});
export type Rules = z.infer<typeof Rules>;

/** @property version the one that was changed: not the latest any more, and it is refused. */
export const RulesChange = z.strictObject({
  version: z.int().min(0),
  items: z.array(Rule).max(RULES),
  preapprove: z.int().min(0).max(10),
  reason: text(REASON_LENGTH),
});
export type RulesChange = z.infer<typeof RulesChange>;

export const RulesTrial = z.strictObject({ items: z.array(Rule).max(RULES) });

/** A post that a rule would have met. `rule`: its place among those tried. */
export const RuleMatch = z.strictObject({
  rule: z.int(),
  postId: Id,
  topicId: Id,
  number: z.int(),
  title: z.string(),
  author: Member,
  excerpt: z.string(),
  at: Time,
});
export type RuleMatch = z.infer<typeof RuleMatch>;

/** What rules would have met among the last `checked` posts: how many each, and the first of them. */
export const RulesPreview = z.strictObject({
  checked: z.int(),
  counts: z.array(z.int()),
  matches: z.array(RuleMatch),
});
export type RulesPreview = z.infer<typeof RulesPreview>;

/** A post that waits for approval, as its author sees it. `topicId` is null for one that starts a topic. */
export const HeldPost = z.strictObject({
  id: Id,
  groupId: Id,
  topicId: Id.nullable(),
  title: z.string(),
  body: z.string(),
  replyTo: z.int().nullable(),
  clientId: z.string(),
  state: z.enum(['held', 'approved', 'refused', 'withdrawn']),
  /** Why it is held, and once it is decided why so. */
  why: z.string(),
  createdAt: Time,
});
export type HeldPost = z.infer<typeof HeldPost>;

/** The viewer's own posts that wait, the oldest first, live by their own stream. */
export const HeldPosts = z.strictObject({ items: z.array(HeldPost), next: z.null(), head: Head });
export type HeldPosts = z.infer<typeof HeldPosts>;

/** What posting answers with (202) where the post is held. */
export const HeldAnswer = z.strictObject({ held: HeldPost, head: Head });
export type HeldAnswer = z.infer<typeof HeldAnswer>;
