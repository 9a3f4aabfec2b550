import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AggregateOptions, Collection, Document } from 'mongodb';
import { filled, openStore, refusal, type TestStore } from '../support.ts';
import { type Case, canonical, Refused, subject } from './cases.ts';
import { expressionCases } from './expressions/all.ts';

let store: TestStore;
let collection: Collection;
beforeAll(async () => {
  store = await openStore();
  collection = await filled(store.db, [subject as Document]);
});
afterAll(() => store.close());

/** Through `$replaceWith`, so that no projection has a say in what the expression means. */
const computed = (expression: unknown, options: AggregateOptions = {}) =>
  collection.aggregate([{ $replaceWith: { v: expression } }], options).toArray();

describe.each(Object.entries(expressionCases))('%s', (_name, cases: Case[]) => {
  test.each(cases)('%j', async (expression, expected) => {
    if (expected instanceof Refused) {
      expect(await refusal(computed(expression))).toMatchObject({ code: expected.code });
      return;
    }
    const [found] = await computed(expression, { promoteValues: false });
    expect(canonical(found?.v)).toBe(canonical(expected));
  });
});
