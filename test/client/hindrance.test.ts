import { expect, test } from '@jest/globals';
import { hindranceOf } from '../../client/joining/hindrance.ts';
import type { Group, OwnTie } from '../../shared/groups.ts';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');

const tie: OwnTie = {
  role: 'member',
  joinedAt: '2026-01-01T00:00:00.000Z',
  guidelinesVersion: 2,
  mutedUntil: null,
  muteReason: null,
};

function group(changes: Partial<Group>, own: Partial<OwnTie> | null = {}): Group {
  const guidelines = { version: 2, text: 'Be kind.' };
  return { archivedAt: null, guidelines, membership: own && { ...tie, ...own }, ...changes } as Group;
}

test('a member who has accepted the guidelines in force writes', () => {
  expect(hindranceOf(group({}), NOW)).toBeNull();
});

test('guidelines that were not accepted stand before writing, unless they are empty', () => {
  expect(hindranceOf(group({}, { guidelinesVersion: 1 }), NOW)).toBe('guidelines');
  expect(hindranceOf(group({ guidelines: { version: 3, text: '' } }, { guidelinesVersion: 0 }), NOW)).toBeNull();
});

test('a mute holds until its moment and no longer', () => {
  const muted = group({}, { mutedUntil: '2026-03-01T12:00:00.001Z' });
  expect(hindranceOf(muted, NOW)).toBe('muted');
  expect(hindranceOf(muted, NOW + 1)).toBeNull();
});

test('in an archived group nobody writes, whatever else there is', () => {
  const archivedAt = '2026-02-01T00:00:00.000Z';
  expect(hindranceOf(group({ archivedAt }, { guidelinesVersion: 1 }), NOW)).toBe('archived');
  expect(hindranceOf(group({ archivedAt }, null), NOW)).toBe('archived');
});
