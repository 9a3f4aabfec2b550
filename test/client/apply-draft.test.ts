import { describe, expect, test } from '@jest/globals';
import {
  type ApplicationDraft,
  applicationOf,
  beginning,
  byField,
  missingIn,
  tidied,
} from '../../client/partners/apply-draft.ts';
import type { OwnApplication } from '../../shared/partners/applications.ts';
import type { Process } from '../../shared/partners/process.ts';
import { PROCESS } from '../support/applying.ts';

const file = { id: 'f'.repeat(24), name: 'passed.txt', type: 'text/plain', size: 12 };
const at = '2026-01-01T00:00:00.000Z';
const SENT: OwnApplication = {
  id: 'a'.repeat(24),
  headline: 'I make things',
  process: PROCESS,
  answers: [{ step: 'certificate', text: 'Number 12', links: [], files: [file] }],
  state: 'on file',
  createdAt: at,
  changedAt: at,
};

const writing = (answers: ApplicationDraft['answers']): ApplicationDraft => ({
  ...beginning(null, null, PROCESS),
  headline: 'I make things',
  answers,
});
const links = (...list: [title: string, url: string][]) => ({
  text: '',
  links: list.map(([title, url]) => ({ title, url })),
  files: [],
});

describe('an application being written', () => {
  test('begins with what was kept, or else with what was sent', () => {
    expect(beginning(null, SENT, PROCESS).answers.certificate).toEqual({ text: 'Number 12', links: [], files: [file] });
    const kept = { ...beginning(null, SENT, PROCESS), headline: 'Otherwise' };
    expect(beginning(JSON.parse(JSON.stringify(kept)), SENT, PROCESS)).toEqual(kept);
    expect(beginning({ headline: 7 }, null, PROCESS)).toMatchObject({ version: 1, headline: '' });
  });

  test('keeps for another process what fits, and sends nothing to a step that is gone', () => {
    const [certificate, ...others] = PROCESS.steps;
    const process: Process = { ...PROCESS, version: 2, steps: [...others, { ...certificate!, id: 'diploma' }] };
    const draft = beginning(null, SENT, process);
    expect(draft).toMatchObject({ version: 1, answers: { certificate: { text: 'Number 12' }, diploma: { text: '' } } });
    expect(applicationOf(draft, process)).toEqual({ processVersion: 2, headline: 'I make things', answers: [] });
  });

  test('is sent without empty links, and with whole addresses', () => {
    const draft = tidied(writing({ work: links(['', ''], ['', ' work.example/a '], ['Odd', 'javascript:alert(1)']) }));
    expect(draft.answers.work?.links).toEqual([
      { title: 'https://work.example/a', url: 'https://work.example/a' },
      { title: 'Odd', url: 'javascript:alert(1)' },
    ]);
  });

  test('lacks its headline and an answer to each step that is required, but for those the partner holds', () => {
    const application = applicationOf({ ...writing({}), headline: '' }, PROCESS);
    expect(missingIn(application, PROCESS)).toEqual(['headline', 'answers.certificate.text', 'answers.work.text']);
    expect(missingIn(applicationOf(beginning(null, SENT, PROCESS), PROCESS), PROCESS)).toEqual(['answers.work.text']);
  });

  test('shows refusals at the fields they are about', () => {
    const application = applicationOf(writing({ work: links(['Odd', 'javascript:alert(1)']) }), PROCESS);
    const refused = ['answers.0.links.0.url', 'answers.0.files.1', 'headline', 'files'];
    expect(
      byField(
        refused.map((path) => ({ path, message: 'no' })),
        application,
      ).map(({ path }) => path),
    ).toEqual(['answers.work.links.0.url', 'answers.work.files', 'headline', 'files']);
  });
});
