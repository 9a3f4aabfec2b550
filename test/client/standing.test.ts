import { describe, expect, test } from '@jest/globals';
import { isListed, matching } from '../../client/subscriptions/listed.ts';
import { chosenIn, standingOf } from '../../client/subscriptions/standing.ts';
import type { Inbox } from '../../shared/notices.ts';
import type { Subscription } from '../../shared/subscriptions.ts';

const GROUP = '0123456789abcdef01234567';
const TOPIC = 'topic:0123456789abcdef0123456a';
const LONG_AGO = '2020-01-01T00:00:00.000Z';

const inbox = {
  rules: [],
  groups: [{ id: GROUP, slug: 'tea', name: 'Tea', category: 'Interest', memberSince: LONG_AGO, leadsSince: null }],
} as unknown as Inbox;

const standing = (box: Inbox, id: string, implied = false, now = Date.now()) => standingOf(box, id, implied, now);

describe('how a member stands with a thing', () => {
  test('follows from their membership and from what they wrote, as long as they choose nothing', () => {
    expect(standing(inbox, `group:${GROUP}`).level).toBe('inherited');
    expect(standing(inbox, TOPIC).level).toBe('off');
    expect(standing(inbox, TOPIC, true).level).toBe('implied');
  });

  test('is what they chose at once, whatever would follow without', () => {
    const off = chosenIn(inbox, `group:${GROUP}`, GROUP, { level: 'off' });
    expect(standing(off, `group:${GROUP}`).level).toBe('off');
    expect(standing(chosenIn(inbox, TOPIC, GROUP, { level: 'off' }), TOPIC, true).level).toBe('off');
    expect(standing(chosenIn(inbox, TOPIC, GROUP, { level: 'on' }), TOPIC).level).toBe('on');
  });

  test('keeps the one choice while the other changes', () => {
    const on = chosenIn(inbox, TOPIC, GROUP, { level: 'on' });
    const muted = chosenIn(on, TOPIC, GROUP, { mute: { until: null } });
    expect(standing(muted, TOPIC)).toEqual({ level: 'on', mute: { until: null } });
    expect(standing(chosenIn(muted, TOPIC, GROUP, { mute: null }), TOPIC)).toEqual({ level: 'on', mute: null });
  });

  test('is muted until the time is over, and no longer', () => {
    const until = '2030-01-01T00:00:00.000Z';
    const muted = chosenIn(inbox, TOPIC, GROUP, { mute: { until } });
    expect(standing(muted, TOPIC, false, Date.parse(until) - 1).mute).toEqual({ until });
    expect(standing(muted, TOPIC, false, Date.parse(until)).mute).toBeNull();
  });
});

describe('the list of subscriptions', () => {
  const now = Date.now();
  const item = (changes: Partial<Subscription>): Subscription =>
    ({
      id: TOPIC,
      type: 'topic',
      name: 'Which pot?',
      group: { name: 'Tea' },
      level: 'on',
      mute: null,
      ...changes,
    }) as Subscription;

  test('shows what is told and what is muted, and not what one chose not to hear of', () => {
    expect(isListed(item({}), now)).toBe(true);
    expect(isListed(item({ level: null, mute: { until: null } }), now)).toBe(true);
    expect(isListed(item({ level: null, mute: { until: LONG_AGO } }), now)).toBe(false);
    expect(isListed(item({ level: 'off', mute: { until: null } }), now)).toBe(false);
  });

  test('is narrowed by kind and by a word of the thing or its group', () => {
    const all = [item({}), item({ type: 'post', name: 'Kettles' })];
    expect(matching(all, { type: 'post', text: '' })).toEqual([all[1]]);
    expect(matching(all, { type: null, text: ' WHICH ' })).toEqual([all[0]]);
    expect(matching(all, { type: null, text: 'tea' })).toEqual(all);
    expect(matching(all, { type: 'group', text: '' })).toEqual([]);
  });
});
