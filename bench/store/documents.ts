import { ObjectId } from 'bson';

export const DATABASE = 'bench';
export const COLLECTION = 'items';
/** Another index than that of `_id`; not unique, so that its entries are found as a range. */
export const OTHER_INDEX = { slug: 1 } as const;

/** Like a post: some 330 bytes. */
export type Item = { _id: ObjectId; slug: string; title: string; body: string; likes: number; at: Date };

const BODY = 'A reply of the length people write when they have something to say, and not much time. '
  .repeat(3)
  .slice(0, 200);

/** The document with a number: its `_id` rises with it, as those that drivers make do; its slug is scattered. */
export function item(number: number): Item {
  return { _id: idOf(number), slug: slugOf(number), ...rest() };
}

export const idOf = (number: number): ObjectId => new ObjectId(ID_PREFIX + hex(number));

export const slugOf = (number: number): string => hex(Math.imul(number, SCATTER));

/** What an `_id` begins with, in hexadecimal; the number follows, in four bytes. */
const ID_PREFIX = '66aa00000000bb00';
/** Odd, so that no two numbers have the same slug. */
const SCATTER = 2_654_435_761;

const hex = (number: number) => (number >>> 0).toString(16).padStart(8, '0');

/** Stand where a document's own `_id` and slug are to be put. */
export const MARKED_ID = new ObjectId(`${ID_PREFIX}fedcba98`);
export const MARKED_SLUG = '@slug@@@';

export function marked(): Item {
  return { _id: MARKED_ID, slug: MARKED_SLUG, ...rest() };
}

function rest(): Omit<Item, '_id' | 'slug'> {
  return { title: 'A document to measure', body: BODY, likes: 0, at: new Date() };
}
