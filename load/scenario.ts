import { z } from 'zod';

const share = z.number().min(0).max(1);

/** What is done when a post is due. The last two take staff. */
export const ACTS = ['reply', 'topic', 'edit', 'kudos', 'read', 'remove-post', 'remove-member'] as const;
export type Act = (typeof ACTS)[number];

const Part = z.strictObject({
  name: z.string().optional(),
  /** How many of the members are in this part, as a weight among the parts. */
  share: z.number().positive().default(1),
  /** In how many groups each of them is, and how many each of their sockets watches; or all in the same one. */
  rooms: z.union([z.int().min(1).max(400), z.literal('one')]).default(5),
  /** How much of the writing falls to one of them, as a weight. */
  eagerness: z.number().min(0).default(1),
  /** How many of them ever write. */
  authors: share.default(1),
  /** What they do, as weights. */
  acts: z.partialRecord(z.enum(ACTS), z.number().min(0)).default({ reply: 1 }),
  /** How many of the sockets look at a topic, and so see who else does. */
  viewing: share.default(0),
  /** How many replies are told beforehand by `typing`. */
  typing: share.default(0),
  /** How long posts are, in characters. */
  length: z.tuple([z.int().min(1), z.int().max(20_000)]).default([40, 400]),
});

const Moment = z.strictObject({
  /** When, as a share of the time under load. */
  at: share,
  /** `cut`: connections break all at once, and come back as the web client does. */
  does: z.literal('cut'),
  /** Of how many of the sockets. */
  share: share.default(1),
});

/** Who is where, who writes how often and what, what happens when. */
export const Scenario = z.strictObject({
  name: z.string().min(1).max(60),
  about: z.string().max(300),
  parts: z.array(Part).min(1),
  moments: z.array(Moment).default([]),
  /** Topics in each group at the start. */
  topics: z.int().min(1).max(50).default(1),
});
export type Scenario = z.output<typeof Scenario>;
export type ScenarioInput = z.input<typeof Scenario>;
export type Part = Scenario['parts'][number];
export type Moment = Scenario['moments'][number];

/** Whether it has acts that only staff may do. */
export const takesStaff = ({ parts }: Scenario): boolean =>
  parts.some(({ acts }) => (acts['remove-post'] ?? 0) + (acts['remove-member'] ?? 0) > 0);
