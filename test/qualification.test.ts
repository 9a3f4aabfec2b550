import { describe, expect, test } from '@jest/globals';
import type { Facts } from '../shared/partners/facts.ts';
import type { Mark, Process, Step } from '../shared/partners/process.ts';
import {
  type Candidate,
  type Qualification,
  type QualificationLine,
  qualify,
} from '../shared/partners/qualification.ts';
import { wordsOf } from '../shared/partners/qualification-words.ts';
import { GOOD_FACTS } from './support/good-facts.ts';

// What it takes to be a partner's expert, line by line, at each of its bounds.

const NOW = new Date('2026-06-01T12:00:00.000Z');

const step = (id: string, changes: Partial<Step> = {}): Step => ({
  ...{ id, kind: 'certification', title: `The ${id}`, details: '', required: true, months: null, links: 1, files: 1 },
  ...changes,
});
const PROCESS: Pick<Process, 'jss' | 'steps'> = { jss: 80, steps: [] };

const judge = (
  facts: Partial<Record<keyof Facts, unknown>>,
  { process = PROCESS, ...rest }: Partial<Omit<Candidate, 'facts'>> & { process?: typeof PROCESS } = {},
): Qualification => {
  const all = { ...GOOD_FACTS, ...facts };
  const known = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Partial<Facts>;
  return qualify({ facts: known, everScored: known.jss != null, usable: true, marks: [], ...rest }, process, NOW);
};

const lineOf = ({ lines }: Qualification, rule: string): QualificationLine => {
  const found = lines.find((line) => line.rule === rule || line.step === rule);
  if (!found) throw new Error(`There is no line about ${rule}.`);
  return found;
};

/** Lines that do not hold. */
const against = ({ lines }: Qualification) => lines.filter(({ state }) => state === 'fails' || state === 'missing');

test('who meets all of it qualifies, and every line says so', () => {
  const qualification = judge({});
  expect(qualification).toMatchObject({ qualified: true, newcomer: false });
  expect(qualification.lines.map(({ rule, state, has, needs }) => [rule, state, has, needs])).toEqual([
    ['status', 'holds', 'active', 'active'],
    ['jss', 'holds', 95, 80],
    ['complete', 'holds', 100, 100],
    ['public', 'holds', 'public', 'public'],
    ['english', 'holds', 'fluent', 'fluent'],
  ]);
});

describe('each line by itself', () => {
  test.each<[string, string, QualificationLine['state'], Partial<Record<keyof Facts, unknown>>]>([
    ['an active account', 'status', 'holds', { status: 'active' }],
    ['an account the marketplace has suspended', 'status', 'fails', { status: 'suspended' }],
    ['an account nothing is known of', 'status', 'missing', { status: undefined }],
    ['a JSS of 100', 'jss', 'holds', { jss: 100 }],
    ['a JSS of 80', 'jss', 'holds', { jss: 80 }],
    ['a JSS of 79', 'jss', 'fails', { jss: 79 }],
    ['a JSS of 0', 'jss', 'fails', { jss: 0 }],
    ['no JSS, though nobody’s newcomer', 'jss', 'missing', { jss: null }],
    ['a JSS that is not known', 'jss', 'missing', { jss: undefined }],
    ['a complete profile', 'complete', 'holds', { completeness: 100 }],
    ['a profile that lacks one per cent', 'complete', 'fails', { completeness: 99 }],
    ['a profile of 90 % that is not from Elance', 'complete', 'fails', { completeness: 90 }],
    ['a profile of 90 % from nobody knows where', 'complete', 'fails', { completeness: 90, fromElance: undefined }],
    ['a profile of 90 % from Elance', 'complete', 'holds', { completeness: 90, fromElance: true }],
    ['a profile of 89 % from Elance', 'complete', 'fails', { completeness: 89, fromElance: true }],
    ['a profile of unknown completeness', 'complete', 'missing', { completeness: undefined }],
    ['a public profile', 'public', 'holds', { visibility: 'public' }],
    ['a private profile', 'public', 'fails', { visibility: 'private' }],
    ['a profile of unknown visibility', 'public', 'missing', { visibility: undefined }],
    ['native English', 'english', 'holds', { english: 'native' }],
    ['fluent English', 'english', 'holds', { english: 'fluent' }],
    ['conversational English', 'english', 'fails', { english: 'conversational' }],
    ['basic English', 'english', 'fails', { english: 'basic' }],
    ['English nobody knows of', 'english', 'missing', { english: undefined }],
  ])('%s: %s %s', (_name, rule, state, facts) => {
    const qualification = judge(facts);
    expect(lineOf(qualification, rule).state).toBe(state);
    expect(qualification.qualified).toBe(state === 'holds');
    expect(against(qualification).map((line) => line.rule)).toEqual(state === 'holds' ? [] : [rule]);
  });

  test('an account that may not be used here is as good as suspended, whatever the marketplace says', () => {
    for (const status of ['active', 'suspended', undefined]) {
      const qualification = judge({ status }, { usable: false });
      expect([qualification.qualified, lineOf(qualification, 'status').state]).toEqual([false, 'fails']);
    }
  });

  test('of whom nothing is known, everything is missing', () => {
    const qualification = qualify({ facts: {}, everScored: false, usable: true, marks: [] }, PROCESS, NOW);
    expect(qualification).toMatchObject({ qualified: false, newcomer: false });
    expect(qualification.lines.map(({ state }) => state)).toEqual(Array(5).fill('missing'));
  });
});

describe('what a partner asks for itself', () => {
  test.each([
    [90, 89, false],
    [90, 90, true],
    [80, 80, true],
    // Nobody asks for less than all do.
    [60, 79, false],
  ])('with a JSS of %i, %i: %p', (jss, has, qualified) => {
    const qualification = judge({ jss: has }, { process: { jss, steps: [] } });
    expect([qualification.qualified, lineOf(qualification, 'jss').needs]).toEqual([qualified, Math.max(jss, 80)]);
  });

  const ENDED = NOW.toISOString();
  const LATER = new Date(NOW.getTime() + 1).toISOString();
  test.each<[string, Omit<Mark, 'step'> | null, QualificationLine['state'], string | null]>([
    ['met for ever', { met: true, until: null }, 'holds', null],
    ['met for a moment yet', { met: true, until: LATER }, 'holds', null],
    ['met until now', { met: true, until: ENDED }, 'fails', ENDED],
    ['not met', { met: false, until: null }, 'fails', null],
    ['not met, whatever its end', { met: false, until: ENDED }, 'fails', null],
    ['not looked at', null, 'missing', null],
  ])('a step that is %s', (_name, mark, state, has) => {
    const process = { jss: 80, steps: [step('exam')] };
    const marks = mark ? [{ step: 'exam', ...mark }] : [];
    const qualification = judge({}, { process, marks });
    expect(lineOf(qualification, 'exam')).toEqual({
      rule: 'own',
      state,
      has,
      needs: null,
      step: 'exam',
      title: 'The exam',
    });
    expect(qualification.qualified).toBe(state === 'holds');
  });

  test('is only what is required, and a mark for another step counts for nothing', () => {
    const process = { jss: 80, steps: [step('exam'), step('extra', { required: false })] };
    const qualification = judge({}, { process, marks: [{ step: 'extra', met: true, until: null }] });
    expect(qualification.lines.filter(({ rule }) => rule === 'own').map(({ step: id }) => id)).toEqual(['exam']);
    expect(qualification.qualified).toBe(false);
  });
});

describe('who newly joined by a partner’s invitation', () => {
  const joined = { at: '2026-05-01T00:00:00.000Z', invitedBy: 'a-partner' };
  const newcomer = { jss: null, joined };
  const process = { jss: 90, steps: [step('exam')] };

  test('needs an active account and a public, complete profile, and nothing else', () => {
    const qualification = judge({ ...newcomer, english: 'basic' }, { process });
    expect(qualification).toMatchObject({ qualified: true, newcomer: true });
    expect(qualification.lines.map(({ rule, state }) => [rule, state])).toEqual([
      ['status', 'holds'],
      ['jss', 'waived'],
      ['complete', 'holds'],
      ['public', 'holds'],
      ['english', 'waived'],
      ['own', 'waived'],
    ]);
    const barest = { fromElance: undefined, english: undefined };
    expect(judge({ ...newcomer, ...barest }, { process }).qualified).toBe(true);
  });

  test.each<[string, Partial<Record<keyof Facts, unknown>>, Partial<Candidate>]>([
    ['the marketplace has suspended', { status: 'suspended' }, {}],
    ['may not use the account here', {}, { usable: false }],
    ['nobody knows to be active', { status: undefined }, {}],
    ['lacks a per cent of the profile', { completeness: 99 }, {}],
    ['brought 90 % of a profile from Elance', { completeness: 90, fromElance: true }, {}],
    ['tells no completeness', { completeness: undefined }, {}],
    ['has a private profile', { visibility: 'private' }, {}],
    ['tells no visibility', { visibility: undefined }, {}],
  ])('does not qualify who %s', (_name, facts, more) => {
    expect(judge({ ...newcomer, ...facts }, { process, ...more })).toMatchObject({ qualified: false, newcomer: true });
  });

  test.each<[string, Partial<Record<keyof Facts, unknown>>, Partial<Candidate>]>([
    ['has a JSS', { jss: 79 }, {}],
    ['had a JSS that is gone', {}, { everScored: true }],
    ['may have a JSS that was not told', { jss: undefined }, {}],
    ['was invited by nobody', { joined: { ...joined, invitedBy: null } }, {}],
    ['joined nobody knows how', { joined: undefined }, {}],
  ])('is no newcomer any more, or never was, who %s', (_name, facts, more) => {
    const qualification = judge({ ...newcomer, ...facts }, more);
    expect(qualification).toMatchObject({ qualified: false, newcomer: false });
    expect(against(qualification).map(({ rule }) => rule)).toEqual(['jss']);
  });

  test('is judged like all others from the first JSS on', () => {
    const elance = { ...newcomer, completeness: 90, fromElance: true };
    expect(judge({ ...elance, jss: 80 })).toMatchObject({ qualified: true, newcomer: false });
    expect(judge({ ...newcomer, jss: 95, english: 'basic' }).qualified).toBe(false);
  });
});

describe('in words', () => {
  const process = { jss: 85, steps: [step('exam'), step('portfolio'), step('training')] };
  const marks = [
    { step: 'exam', met: true, until: '2026-05-01T00:00:00.000Z' },
    { step: 'portfolio', met: false, until: null },
  ];
  const said = (facts: Partial<Record<keyof Facts, unknown>>, more: Partial<Candidate> = { marks }) =>
    judge(facts, { process, ...more }).lines.map(wordsOf);

  test('it is said what holds', () => {
    const all = process.steps.map(({ id }) => ({ step: id, met: true, until: null }));
    expect(said({}, { marks: all })).toEqual([
      'The account is active',
      'The Job Success Score is 95 %, and at least 85 % is needed',
      'The profile is 100 % complete, and 100 % is needed',
      'The profile is public',
      'English is fluent',
      'The exam: met',
      'The portfolio: met',
      'The training: met',
    ]);
  });

  test('it is said what fails, and what it takes', () => {
    const bad = { status: 'suspended', jss: 84, completeness: 80, visibility: 'private', english: 'basic' };
    expect(said(bad)).toEqual([
      'The account is suspended',
      'The Job Success Score is 84 %, but at least 85 % is needed',
      'The profile is 80 % complete, but 100 % is needed',
      'The profile is private, but it has to be public',
      'English is basic, but it has to be fluent',
      'The exam: was met until 2026-05-01, and has to be shown again',
      'The portfolio: not met',
      'The training: not looked at yet',
    ]);
  });

  test('it is said what is not known, and what is not asked', () => {
    const nothing = Object.fromEntries(Object.keys(GOOD_FACTS).map((name) => [name, undefined]));
    expect(said(nothing).slice(0, 5)).toEqual([
      'Whether the account is active is not known yet',
      'No Job Success Score is known yet, and at least 85 % is needed',
      'How much of the profile is complete is not known yet, and 100 % is needed',
      'Whether the profile is public is not known yet',
      'How well they know English is not known yet',
    ]);
    const waived = said({ jss: null, joined: { at: '2026-05-01T00:00:00.000Z', invitedBy: 'a-partner' } });
    expect(waived.filter((words) => words.includes('not asked'))).toEqual(
      ['Job Success Score', 'Fluent English', 'The exam', 'The portfolio', 'The training'].map(
        (name) => `${name}: not asked of those who newly joined by a partner’s invitation`,
      ),
    );
  });
});
