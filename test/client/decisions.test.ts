import { expect, test } from '@jest/globals';
import { choicesFor, reasonFor, templatesFor } from '../../client/console/decisions.ts';
import { strings } from '../../client/strings.ts';
import type { Report, ReportKind, ReportReason } from '../../shared/reports.ts';
import { AT } from './events.ts';

const MIA = {
  id: 'a'.repeat(24),
  username: 'mia',
  displayName: 'Mia',
  role: 'member',
  rank: 'r',
  memberSince: AT,
} as const;

function report(kind: ReportKind, reasons: (ReportReason | null)[] = []): Report {
  return {
    id: 'b'.repeat(24),
    kind,
    group: null,
    post: { id: 'c'.repeat(24), topicId: 'd'.repeat(24), number: 2, title: 'T', author: MIA, body: 'B' },
    act: null,
    message: '',
    entries: reasons.map((reason) => ({ by: reason && MIA, reason, note: '', at: AT })),
    state: 'open',
    claimed: null,
    resolution: null,
    resolvedBy: null,
    resolvedAt: null,
    reason: '',
    createdAt: AT,
  };
}

test('a removal is offered only to who may take away what the author wrote', () => {
  expect(choicesFor(report('report'), true)).toEqual(['removed', 'acted', 'dismissed']);
  expect(choicesFor(report('report'), false)).toEqual(['acted', 'dismissed']);
});

test('held posts and appeals have two ways out', () => {
  expect(choicesFor(report('held'), false)).toEqual(['approved', 'refused']);
  expect(choicesFor(report('appeal'), false)).toEqual(['granted', 'denied']);
});

test('the reason for a removal is the one that was reported', () => {
  const [, offTopic, insulting] = strings.acts.conduct;
  expect(reasonFor('removed', report('report', ['off-topic']))).toBe(offTopic![1]);
  expect(reasonFor('removed', report('report', [null, 'harassment']))).toBe(insulting![1]);
  expect(reasonFor('removed', report('report', ['other']))).toBe('');
});

test('what is hard to hear is never said without thinking', () => {
  expect(reasonFor('refused', report('held'))).toBe('');
  expect(reasonFor('denied', report('appeal'))).toBe('');
  expect(reasonFor('approved', report('held'))).toBe(templatesFor('approved')[0]![1]);
});
