import fc from 'fast-check';
import { Binary, Decimal128, type Document, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'mongodb';

export type Keys = [path: string, direction: 1 | -1][];
export type IndexStep = { keys: Keys; options: Document };
export type QueryStep = {
  filter: Document;
  sort: Keys | undefined;
  skip: number;
  limit: number;
  projection: Document | undefined;
};
export type Step =
  | { kind: 'insert'; documents: Document[] }
  | { kind: 'index'; index: IndexStep }
  | { kind: 'drop index'; which: number }
  | { kind: 'update'; filter: Document; change: Document | Document[]; many: boolean }
  | { kind: 'delete'; filter: Document; many: boolean }
  | { kind: 'query'; query: QueryStep };

/** Few values, so that many are equal: of all types, and numbers of all kinds. */
const scalar = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: -1, max: 3 }) },
  { weight: 3, arbitrary: fc.constantFrom<unknown>('a', 'ab', 'b', '', 'A') },
  { weight: 2, arbitrary: fc.constant(null) },
  {
    weight: 4,
    arbitrary: fc.constantFrom<unknown>(
      1.5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      -0,
      Long.fromNumber(2),
      Decimal128.fromString('2'),
      Decimal128.fromString('2.5'),
      true,
      false,
      new Date(0),
      new Date(2),
      new ObjectId('0123456789abcdef01234567'),
      new ObjectId('ff23456789abcdef01234567'),
      new MinKey(),
      new MaxKey(),
      /a/,
      new Timestamp(5n),
      new Binary(Buffer.from([1])),
    ),
  },
);

const field = fc.constantFrom('x', 'y', '0', '1');
const innerDocument = (value: fc.Arbitrary<unknown>) =>
  fc.dictionary(field, value, { maxKeys: 2, noNullPrototype: true });
const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 8, arbitrary: scalar },
  { weight: 5, arbitrary: fc.array(scalar, { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constant([]) },
  { weight: 2, arbitrary: innerDocument(fc.oneof(scalar, fc.array(scalar, { maxLength: 2 }), innerDocument(scalar))) },
  { weight: 2, arbitrary: fc.array(fc.oneof(innerDocument(scalar), scalar), { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.array(innerDocument(fc.array(scalar, { maxLength: 2 })), { maxLength: 2 }) },
  { weight: 1, arbitrary: fc.array(fc.array(scalar, { maxLength: 2 }), { maxLength: 2 }) },
);

const document = fc.record({ a: value, b: value, c: scalar }, { requiredKeys: [], noNullPrototype: true });

const path = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('a', 'a', 'b', 'c') },
  { weight: 3, arbitrary: fc.constantFrom('a.x', 'a.y', 'b.x', '_id') },
  { weight: 1, arbitrary: fc.constantFrom('a.0', 'a.1', 'a.0.x', 'a.x.y', 'a.x.0', 'b.1') },
);

const operand = fc.oneof({ weight: 8, arbitrary: scalar }, { weight: 1, arbitrary: value });
const operators: fc.Arbitrary<Document> = fc.oneof(
  { weight: 6, arbitrary: one(fc.constantFrom('$gt', '$gte', '$lt', '$lte', '$ne', '$eq'), operand) },
  {
    weight: 3,
    arbitrary: one(fc.constantFrom('$in', '$nin'), fc.array(fc.oneof(operand, fc.constant(/^a/)), { maxLength: 4 })),
  },
  {
    weight: 5,
    arbitrary: fc
      .tuple(
        fc.constantFrom('$gt', '$gte'),
        fc.oneof({ weight: 3, arbitrary: fc.integer({ min: -1, max: 2 }) }, scalar),
        fc.constantFrom('$lt', '$lte'),
        fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 3 }) }, scalar),
      )
      .map(([low, from, high, to]) => ({ [low]: from, [high]: to })),
  },
  { weight: 2, arbitrary: fc.boolean().map(($exists) => ({ $exists })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Document>({ $type: 'number' }, { $type: 'string' }, { $type: ['array', 'null'] }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Document>({ $regex: /^a/ }, { $regex: /b$/ }, { $regex: '^A', $options: 'i' }),
  },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 2 }).map(($size) => ({ $size })) },
  { weight: 1, arbitrary: fc.constant({ $mod: [2, 0] }) },
);
const condition: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: operand },
  { weight: 8, arbitrary: operators },
  { weight: 1, arbitrary: operators.map(($not) => ({ $not })) },
  { weight: 1, arbitrary: operators.map(($elemMatch) => ({ $elemMatch })) },
  {
    weight: 1,
    arbitrary: one(fc.constantFrom('x', 'y'), fc.oneof(operand, operators)).map(($elemMatch) => ({ $elemMatch })),
  },
  {
    weight: 1,
    arbitrary: fc
      .array(
        fc.oneof(
          scalar,
          operators.map(($elemMatch) => ({ $elemMatch })),
        ),
        { maxLength: 2 },
      )
      .map(($all) => {
        const matches = $all.filter((item) => isElemMatch(item));
        // `$all` takes either values or `$elemMatch`es.
        return { $all: matches.length > 0 ? matches : $all };
      }),
  },
);

const clause = fc
  .array(fc.tuple(path, condition), { minLength: 1, maxLength: 3 })
  .map((pairs) => Object.fromEntries(pairs));
const { filter } = fc.letrec<{ filter: Document }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 6, arbitrary: clause },
    { weight: 1, arbitrary: fc.constant({}) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('$and', '$or', '$or', '$nor'), fc.array(tie('filter'), { minLength: 1, maxLength: 3 }))
        .map(([name, branches]) => ({ [name]: branches })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(clause, fc.array(tie('filter'), { minLength: 1, maxLength: 3 }))
        .map(([own, $or]) => ({ ...own, $or })),
    },
  ),
}));

const keys = fc.uniqueArray(fc.tuple(path, fc.constantFrom<1 | -1>(1, -1)), {
  minLength: 1,
  maxLength: 3,
  selector: ([name]) => name,
});
const indexKeys = keys.filter((one) => !(one.length === 1 && one[0]?.[0] === '_id'));
const partial = fc.constantFrom<Document>(
  { a: { $gt: 0 } },
  { a: { $exists: true } },
  { b: 'a' },
  { c: { $in: [1, 2, 'a'] } },
  { c: { $type: 'number' } },
  { 'a.x': { $lte: 2 }, b: { $exists: true } },
);
const index: fc.Arbitrary<IndexStep> = fc.record({
  keys: indexKeys,
  options: fc.oneof(
    { weight: 5, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.constant({ sparse: true }) },
    { weight: 1, arbitrary: fc.constant({ unique: true }) },
    { weight: 1, arbitrary: fc.constant({ unique: true, sparse: true }) },
    { weight: 2, arbitrary: partial.map((partialFilterExpression) => ({ partialFilterExpression })) },
  ),
});

const change: fc.Arbitrary<Document | Document[]> = fc.oneof(
  fc.tuple(path, value).map(([name, to]) => ({ $set: { [name]: to } })),
  path.map((name) => ({ $unset: { [name]: '' } })),
  path.map((name) => ({ $inc: { [name]: 1 } })),
  fc.tuple(path, scalar).map(([name, item]) => ({ $push: { [name]: item } })),
  fc.tuple(path, scalar).map(([name, item]) => ({ $pull: { [name]: item } })),
  path.map((name) => ({ $pop: { [name]: 1 } })),
  fc.constant([{ $set: { c: '$a' } }]),
);

const query: fc.Arbitrary<QueryStep> = fc.record({
  filter,
  sort: fc.option(keys, { nil: undefined }),
  skip: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(4)),
  limit: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 6 })),
  projection: fc.option(fc.constantFrom<Document>({ a: 1 }, { b: 0 }, { 'a.x': 1, c: 1 }, { a: { $slice: 1 } }), {
    nil: undefined,
  }),
});

const insertion = step('insert', 'documents', fc.array(document, { minLength: 1, maxLength: 8, size: 'max' }));
const indexing = step('index', 'index', index);
const further = fc.oneof(
  { weight: 2, arbitrary: insertion },
  { weight: 2, arbitrary: indexing },
  { weight: 1, arbitrary: step('drop index', 'which', fc.nat(3)) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('update' as const), filter, change, many: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), filter, many: fc.boolean() }) },
  { weight: 12, arbitrary: step('query', 'query', query) },
);

/** What is done to one collection, and asked of it in between: it has documents and indexes from the beginning. */
export const steps: fc.Arbitrary<Step[]> = fc
  .tuple(
    fc.array(insertion, { minLength: 1, maxLength: 2, size: 'max' }),
    fc.array(indexing, { minLength: 1, maxLength: 4, size: 'max' }),
    fc.array(further, { maxLength: 20, size: 'max' }),
  )
  .map((parts) => parts.flat() as Step[]);

function one(name: fc.Arbitrary<string>, of: fc.Arbitrary<unknown>): fc.Arbitrary<Document> {
  return fc.tuple(name, of).map(([key, held]) => ({ [key]: held }));
}

function step<T>(kind: string, name: string, of: fc.Arbitrary<T>): fc.Arbitrary<Document> {
  return of.map((held) => ({ kind, [name]: held }));
}

function isElemMatch(item: unknown): boolean {
  return typeof item === 'object' && item !== null && '$elemMatch' in item;
}
