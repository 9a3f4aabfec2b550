import { z } from 'zod';
import { POST_LENGTH, TITLE_LENGTH } from './topics.ts';
import { Id, Time } from './values.ts';

/** How many drafts a member can keep. */
export const DRAFTS = 200;
const BEGINNING = 200;

/** What is being written: a reply in a topic, a new topic in a group, a private message in a conversation. */
export const DraftKind = z.enum(['topic', 'group', 'conversation']);
export type DraftKind = z.infer<typeof DraftKind>;
export type DraftPlace = `${DraftKind}:${string}`;

/** Where a draft belongs: `topic:<id>`, `group:<id>` or `conversation:<id>`. */
export const DraftPlace = z.custom<DraftPlace>((value) => {
  const [kind, id, ...more] = typeof value === 'string' ? value.split(':') : [];
  return DraftKind.safeParse(kind).success && Id.safeParse(id).success && more.length === 0;
}, 'must be topic:, group: or conversation: and an id');

/** A text as it stands in the middle of writing: nothing of it is trimmed. */
const unfinished = (max: number) => z.string().max(max, `must be at most ${max} characters`);

/** `updatedAt`: of the version this one goes on from, as the server told it; null where the writer knew of none. */
export const DraftChange = z
  .strictObject({
    title: unfinished(TITLE_LENGTH).default(''),
    body: unfinished(POST_LENGTH),
    updatedAt: Time.nullable(),
  })
  .refine(({ title, body }) => title !== '' || body !== '', { path: ['body'], message: 'must not be empty' });
export type DraftChange = z.infer<typeof DraftChange>;

/** A text that has not been sent. `updatedAt` names the version. */
export const Draft = z.strictObject({ place: DraftPlace, title: z.string(), body: z.string(), updatedAt: Time });
export type Draft = z.infer<typeof Draft>;

/** The draft of a place; null where there is none. */
export const DraftAnswer = z.strictObject({ draft: Draft.nullable() });
export type DraftAnswer = z.infer<typeof DraftAnswer>;

/** Which version is meant to go; without it whichever there is. */
export const DraftVersion = z.strictObject({ updatedAt: Time.optional() });

/** A draft in the list of all of them, with the beginning of its text. */
export const DraftLine = z.strictObject({
  place: DraftPlace,
  title: z.string(),
  beginning: z.string(),
  updatedAt: Time,
});
export type DraftLine = z.infer<typeof DraftLine>;

/** One's drafts, the last written first. */
export const Drafts = z.strictObject({ items: z.array(DraftLine), next: z.null() });
export type Drafts = z.infer<typeof Drafts>;

/** How a text begins, on one line. */
export const beginningOf = (text: string): string => text.trim().slice(0, BEGINNING).replace(/\s+/g, ' ');
