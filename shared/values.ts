import { z } from 'zod';

/** An object's id: 24 hexadecimal digits. */
export const Id = z.string().regex(/^[0-9a-f]{24}$/, 'must be an id of 24 hexadecimal digits');

/** A moment, ISO 8601 in UTC. */
export const Time = z.iso.datetime();

/** What a client calls the thing it creates, so that a retry makes it once: a UUID. */
export const ClientId = z.uuid();

/** Part of an address: lower-case words joined by hyphens. */
export const Slug = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');

/** Text as people write it: trimmed, Unicode-normalised, with at least one character that can be seen. */
export const text = (max: number) =>
  z
    .string()
    .max(max * 2)
    .transform((value) => value.normalize('NFC').trim())
    .refine((value) => VISIBLE.test(value), 'must not be empty')
    .refine((value) => value.length <= max, `must be at most ${max} characters`);

const VISIBLE = /[^\s\p{Cf}\p{Cc}\p{Mn}\u115f\u1160\u3164\uffa0\u2800]/u;

/** A line of text: no line breaks or other control characters. */
export const line = (max: number) =>
  text(max).refine((value) => !/[\p{Cc}\u2028\u2029]/u.test(value), 'must be one line');

/** How far a reader has got in a stream: the log's head as it was *before* the data beside it was read. */
export const Head = z.strictObject({ stream: z.string(), seq: z.int().min(0) });
export type Head = z.infer<typeof Head>;

/** A list's shape: `next` is the `cursor` to ask for the following page with, or null at the end. */
export const page = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), next: z.string().nullable() });

/** How to ask for a page. */
export const PageQuery = z.strictObject({
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
export type PageQuery = z.infer<typeof PageQuery>;
