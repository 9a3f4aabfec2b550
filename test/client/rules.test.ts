import { describe, expect, test } from '@jest/globals';
import { draftOf, faultsOf, newRule, ruleOf } from '../../client/console/rules-draft.ts';
import { changesBetween, merged } from '../../client/console/rules-merge.ts';
import type { Rule } from '../../shared/rules.ts';

const words = (name: string, ...list: string[]): Rule => ({ kind: 'keyword', name, action: 'hold', words: list });
const links = (name: string, never: string[]): Rule => ({ kind: 'link', name, action: 'refuse', only: [], never });
const [SPAM, SHOPS, TALK] = [words('Spam', 'cheap'), links('Shops', ['shop.example']), words('Talk', 'hush')];

describe('a rule that is being written', () => {
  test('is what it was when nothing is changed', () => {
    const mention: Rule = { kind: 'mention', name: 'Crowds', action: 'flag', most: 3 };
    for (const rule of [SPAM, SHOPS, mention]) expect(ruleOf(draftOf(rule))).toEqual(rule);
  });

  test('takes words and domains one a line or with commas, and whole addresses as their domains', () => {
    const draft = { ...newRule('link', 'Shops'), never: ' https://Shop.example/offers\nshop.example, b.example \n\n' };
    expect(ruleOf(draft)).toMatchObject({ never: ['shop.example', 'b.example'] });
  });

  test('says what is missing or wrong', () => {
    const nameless = newRule('mention', ' ');
    const empty = newRule('keyword', 'Empty');
    const twice = [draftOf(SPAM), draftOf(SPAM)];
    const bad = { ...newRule('link', 'Bad'), only: 'not a domain' };
    const faults = faultsOf([nameless, empty, ...twice, bad]);
    expect([nameless, empty, ...twice, bad].map(({ id }) => faults[id])).toEqual([
      'name',
      'words',
      'sameName',
      'sameName',
      'domain',
    ]);
    expect(faultsOf([draftOf(SPAM), draftOf(SHOPS), newRule('link', 'No links')])).toEqual({});
  });
});

describe('rules that two have changed', () => {
  test('differ by what was added, removed and changed', () => {
    const after = [words('Spam', 'cheap', 'free'), TALK];
    expect(changesBetween([SPAM, SHOPS], after)).toEqual([
      { kind: 'removed', name: 'Shops' },
      { kind: 'changed', name: 'Spam' },
      { kind: 'added', name: 'Talk' },
    ]);
    expect(changesBetween([SPAM], [{ words: ['cheap'], action: 'hold', name: 'Spam', kind: 'keyword' }])).toEqual([]);
  });

  test('become those of the other one with what one has changed oneself', () => {
    const mine = [words('Spam', 'mine'), words('New', 'new')];
    const theirs = [SPAM, SHOPS, TALK];
    expect(merged([SPAM, SHOPS], mine, theirs)).toEqual([words('Spam', 'mine'), TALK, words('New', 'new')]);
  });

  test('keep what one changed although the other removed it', () => {
    const mine = [words('Spam', 'mine')];
    expect(merged([SPAM], mine, [])).toEqual(mine);
  });
});
