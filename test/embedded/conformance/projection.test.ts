import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Document } from 'mongodb';
import { filled, openStore, refusal, type TestStore } from '../support.ts';

let store: TestStore;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

const document = {
  _id: 1,
  a: 5,
  b: { c: 1, d: { e: 2, f: 3 } },
  list: [4, 5, 6, 7],
  docs: [{ x: 1, y: 1 }, 8, { x: 2, y: 2 }, [{ x: 3, y: 3 }]],
  nothing: null,
};

/** As text, for the order of fields counts. */
async function expectProjected(projection: Document, expected: unknown, query: Document = {}) {
  const found = await (await filled(store.db, [document])).findOne(query, { projection });
  expect(JSON.stringify(found)).toBe(JSON.stringify(expected));
}

test.each<[string, Document, unknown]>([
  ['inclusion keeps the document’s order', { b: 1, a: 1 }, { _id: 1, a: 5, b: document.b }],
  ['true, and any number but zero, include', { a: true, nothing: -2.5 }, { _id: 1, a: 5, nothing: null }],
  ['a dotted path keeps what leads to it', { 'b.d.e': 1 }, { _id: 1, b: { d: { e: 2 } } }],
  ['a nested document is a dotted path', { b: { d: { e: 1 }, c: 1 } }, { _id: 1, b: { c: 1, d: { e: 2 } } }],
  ['a path through arrays leaves scalars out', { 'docs.x': 1, _id: 0 }, { docs: [{ x: 1 }, { x: 2 }, [{ x: 3 }]] }],
  ['a path through a scalar keeps nothing', { 'a.b': 1 }, { _id: 1 }],
  ['what is not there is not made', { none: 1, 'b.none': 1 }, { _id: 1, b: {} }],
  ['numbers in paths are no places', { 'list.0': 1, 'docs.0.x': 1, _id: 0 }, { list: [], docs: [{}, {}, [{}]] }],
  ['only _id', { _id: 1 }, { _id: 1 }],
  ['exclusion', { b: 0, list: 0, docs: 0 }, { _id: 1, a: 5, nothing: null }],
  ['exclusion of _id alone, from all', { _id: 0, b: 0, list: 0, docs: false }, { a: 5, nothing: null }],
  ['exclusion that keeps _id', { _id: 1, a: 0, b: 0, list: 0, docs: 0 }, { _id: 1, nothing: null }],
  [
    'dotted exclusion goes through arrays',
    { 'docs.x': 0, 'b.d': 0, a: 0, list: 0, nothing: 0 },
    { _id: 1, b: { c: 1 }, docs: [{ y: 1 }, 8, { y: 2 }, [{ y: 3 }]] },
  ],
  ['$slice of the first', { list: { $slice: 2 }, _id: 1 }, { _id: 1, list: [4, 5] }],
  ['$slice of the last', { list: { $slice: -2 }, a: 1 }, { _id: 1, a: 5, list: [6, 7] }],
  ['$slice from a place', { list: { $slice: [1, 2] }, a: 1 }, { _id: 1, a: 5, list: [5, 6] }],
  ['$slice from the end', { list: { $slice: [-3, 1] }, a: 1 }, { _id: 1, a: 5, list: [5] }],
  ['$slice past the end', { list: { $slice: [9, 1] }, a: 1 }, { _id: 1, a: 5, list: [] }],
  ['$slice alone leaves the rest', { list: { $slice: 1 }, docs: { $slice: 0 } }, { ...document, list: [4], docs: [] }],
  ['$slice of what is no array', { a: { $slice: 1 }, nothing: 1 }, { _id: 1, a: 5, nothing: null }],
  ['$elemMatch comes last', { list: { $elemMatch: { $gt: 5 } }, nothing: 1 }, { _id: 1, nothing: null, list: [6] }],
  ['$elemMatch on documents', { docs: { $elemMatch: { x: 2 } } }, { _id: 1, docs: [{ x: 2, y: 2 }] }],
  ['$elemMatch that meets nothing', { list: { $elemMatch: { $gt: 9 } } }, { _id: 1 }],
  ['$elemMatch on what is no array', { a: { $elemMatch: { $gt: 1 } } }, { _id: 1 }],
  ['an expression comes last', { a: { $add: ['$a', 1] }, nothing: 1 }, { _id: 1, nothing: null, a: 6 }],
  ['an expression in a path', { 'b.c': { $literal: 9 }, 'a.new': '$a' }, { _id: 1, b: { c: 9 }, a: { new: 5 } }],
  ['a path to another field, and text', { moved: '$b.c', word: 'hello' }, { _id: 1, moved: 1, word: 'hello' }],
  ['an array of expressions', { pair: ['$a', '$none'] }, { _id: 1, pair: [5, null] }],
  ['$$REMOVE', { a: '$$REMOVE', nothing: 1 }, { _id: 1, nothing: null }],
])('%s', async (_name, projection, expected) => {
  await expectProjected(projection, expected);
});

describe('the place where the query met', () => {
  test('an array of scalars', () => expectProjected({ 'list.$': 1 }, { _id: 1, list: [6] }, { list: { $gt: 5 } }));
  test('an array of documents', () =>
    expectProjected({ 'docs.$': 1, a: 1 }, { _id: 1, a: 5, docs: [{ x: 2, y: 2 }] }, { 'docs.x': 2 }));
  test('by $elemMatch', () =>
    expectProjected({ 'docs.$': 1 }, { _id: 1, docs: [{ x: 2, y: 2 }] }, { docs: { $elemMatch: { x: 2, y: 2 } } }));
  test('is refused where there is none', async () => {
    const collection = await filled(store.db, [document]);
    expect((await refusal(collection.findOne({ a: 5 }, { projection: { 'list.$': 1 } }))).code).toBe(51246);
  });
});

test.each<[string, Document, number]>([
  ['inclusion after exclusion', { a: 0, b: 1 }, 31253],
  ['exclusion after inclusion', { a: 1, b: 0 }, 31254],
  ['an expression in an exclusion', { a: 0, b: { $add: [1, 1] } }, 31252],
  ['a path and what lies in it', { b: 1, 'b.c': 1 }, 31249],
  ['a path after what lies in it', { 'b.c': 1, b: 1 }, 31250],
  ['an empty nested document', { b: {} }, 51270],
  ['an empty part of a path', { 'b..c': 1 }, 15998],
  ['a path that ends in a dot', { 'b.': 1 }, 40353],
  ['a name that begins with a dollar', { $b: 1 }, 16410],
  ['a place within a path', { 'docs.$.x': 1 }, 31394],
  ['two places', { 'docs.$': 1, 'list.$': 1 }, 31276],
  ['a place and $elemMatch', { 'docs.$': 1, list: { $elemMatch: { $gt: 1 } } }, 31256],
  ['a place excluded', { 'docs.$': 0 }, 31395],
  ['$elemMatch on a path', { 'b.list': { $elemMatch: { x: 1 } } }, 31255],
  ['$elemMatch of a number', { list: { $elemMatch: 1 } }, 31274],
  ['$slice of no length', { list: { $slice: [1, 0] } }, 28724],
  ['an unknown expression', { a: { $nothing: 1 } }, 168],
])('%s is refused', async (_name, projection, code) => {
  const { collectionName } = await filled(store.db, [document]);
  expect((await refusal(store.db.command({ find: collectionName, projection }))).code).toBe(code);
});

describe('$project', () => {
  const projected = async (spec: Document) =>
    (await (await filled(store.db, [document])).aggregate([{ $project: spec }]).toArray())[0];

  test.each<[string, Document, unknown]>([
    [
      'keeps the same rules',
      { 'b.d': { e: 1 }, docs: { x: 1 } },
      { _id: 1, b: { d: { e: 2 } }, docs: [{ x: 1 }, { x: 2 }, [{ x: 3 }]] },
    ],
    ['knows $slice as an expression', { list: { $slice: ['$list', 1] } }, { _id: 1, list: [4] }],
    ['may compute _id', { _id: '$a' }, { _id: 5 }],
    ['makes documents in arrays', { 'docs.z': '$a', _id: 0 }, { docs: [{ z: 5 }, { z: 5 }, [{ z: 5 }]] }],
  ])('%s', async (_name, spec, expected) => {
    expect(JSON.stringify(await projected(spec))).toBe(JSON.stringify(expected));
  });

  test.each<[string, Document, number]>([
    ['nothing', {}, 51272],
    ['a mixture', { a: 1, b: 0 }, 31254],
    ['a place', { 'list.$': 1 }, 31324],
    ['$slice in find’s form', { list: { $slice: 1 } }, 28667],
  ])('refuses %s', async (_name, spec, code) => {
    expect((await refusal(projected(spec))).code).toBe(code);
  });
});
