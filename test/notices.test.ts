import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { windowsOf } from '../server/subscriptions/windows.ts';
import type { Actor } from '../shared/accounts.ts';
import type { EventOf, LoggedEvent } from '../shared/events.ts';
import { channelsOf } from '../shared/notices/channels.ts';
import { withChoice } from '../shared/notices/choices.ts';
import { type Addressee, noticeOf } from '../shared/notices/notice-of.ts';
import type { Rule, SubscriptionType } from '../shared/subscriptions.ts';

// What is told to whom, and by which choice: one pure function decides it, for the inbox and for what is on screen.

const id = (digit: string): string => digit.repeat(24);
const [VIEWER, OTHER, THIRD] = [id('1'), id('2'), id('3')];
const TARGETS: Record<SubscriptionType, string> = { group: id('a'), forum: id('b'), topic: id('c'), post: id('d') };
const time = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();
const NOW = 30;

const person = (accountId: string): Actor => ({
  id: accountId,
  username: `u${accountId[0]}`,
  displayName: 'U',
  rank: 'vip',
});
const group = { id: TARGETS.group, slug: 'g', name: 'G', category: 'Interest' as const };

type Telling = { author: string; starter: string; answered: string | null; mentions: string[] };

function event({ author, starter, answered, mentions }: Telling): EventOf<'post.created'> | EventOf<'topic.created'> {
  const topic = {
    id: TARGETS.topic,
    groupId: TARGETS.group,
    forumId: TARGETS.forum,
    title: 'T',
    author: person(starter),
  };
  const base = { stream: `group:${TARGETS.group}`, seq: 7, at: time(NOW), actor: person(author) };
  const post = { id: id('e'), number: 5 };
  const repliesTo = answered ? { postId: TARGETS.post, authorId: answered } : null;
  return { ...base, type: 'post.created', data: { topicId: topic.id, topic, post, repliesTo, mentions } } as never;
}

const topicStarted = (author: string, mentions: string[] = []): EventOf<'topic.created'> =>
  ({ ...event({ author, starter: author, answered: null, mentions }), type: 'topic.created' }) as never;

const LEVELS: SubscriptionType[] = ['post', 'topic', 'forum', 'group'];

function rule(type: SubscriptionType, changes: Partial<Rule>): Rule {
  const base = { id: `${type}:${TARGETS[type]}`, groupId: TARGETS.group, level: null, mute: null, ended: null };
  return { ...base, since: time(10), ...changes } as Rule;
}

const addressee = (rules: Rule[], changes: Partial<Addressee> = {}): Addressee => ({
  id: VIEWER,
  rules,
  groups: [{ ...group, access: 'open', memberSince: time(0), leadsSince: null }],
  blocked: [],
  ...changes,
});

const level = fc.constantFrom('on' as const, 'off' as const, null);
const mute = fc.constantFrom(null, { until: null }, { until: time(NOW + 5) }, { until: time(NOW - 5) });
const choice = fc.record({ level, mute });
const choices = fc.record({ post: choice, topic: choice, forum: choice, group: choice }, { requiredKeys: [] });
const who = fc.constantFrom(VIEWER, OTHER, THIRD);
const posted = fc
  .record({
    author: who,
    starter: who,
    answered: fc.option(who),
    mentions: fc.subarray([VIEWER, THIRD]),
    isTopic: fc.boolean(),
  })
  .map(({ isTopic, ...telling }) => (isTopic ? topicStarted(telling.author, telling.mentions) : event(telling)));

type Choices = Partial<Record<SubscriptionType, Pick<Rule, 'level' | 'mute'>>>;
const rulesOf = (chosen: Choices): Rule[] => LEVELS.flatMap((type) => (chosen[type] ? [rule(type, chosen[type])] : []));

const isQuiet = ({ mute }: Pick<Rule, 'mute'>): boolean =>
  mute !== null && (mute.until === null || mute.until > time(NOW));

/** The levels at which a choice has a say, the most specific first. */
function levelsOf(one: LoggedEvent): SubscriptionType[] {
  if (one.type === 'topic.created') return ['forum', 'group'];
  const { repliesTo } = (one as EventOf<'post.created'>).data;
  return repliesTo ? LEVELS : LEVELS.slice(1);
}

/** Whether a choice at a level says anything: subscriptions to groups and forums say nothing of replies, their mutes do. */
const speaks = (one: LoggedEvent, type: SubscriptionType, made: Pick<Rule, 'level' | 'mute'> | undefined): boolean =>
  made !== undefined &&
  (isQuiet(made) || (made.level !== null && (one.type === 'topic.created' || type === 'topic' || type === 'post')));

describe('what is told', () => {
  test('is decided by the most specific choice that has a say, whatever else was chosen', () => {
    fc.assert(
      fc.property(posted, choices, (one, chosen) => {
        const deciding = levelsOf(one).find((type) => speaks(one, type, chosen[type]));
        const alone = deciding ? { [deciding]: chosen[deciding] } : {};
        expect(noticeOf(one, addressee(rulesOf(chosen)))).toEqual(noticeOf(one, addressee(rulesOf(alone))));
      }),
    );
  });

  test('follows a choice against what would be told without one, and for what would not', () => {
    fc.assert(
      fc.property(posted, choices, (one, chosen) => {
        const deciding = levelsOf(one).find((type) => speaks(one, type, chosen[type]));
        fc.pre(deciding !== undefined && one.actor.id !== VIEWER && !one.data.mentions.includes(VIEWER));
        const { [deciding!]: made } = chosen;
        const notice = noticeOf(one, addressee(rulesOf(chosen), { groups: [] }));
        if (isQuiet(made!) || made!.level === 'off') expect(notice).toBeNull();
        else
          expect(notice).toMatchObject({
            reason: deciding,
            stop: `${deciding}:${TARGETS[deciding!]}`,
            number: expect.any(Number),
          });
      }),
    );
  });

  test('without a choice is new topics in one’s groups, replies to oneself and in one’s own topics', () => {
    fc.assert(
      fc.property(posted, (one) => {
        fc.pre(one.actor.id !== VIEWER && !one.data.mentions.includes(VIEWER));
        const answered = 'repliesTo' in one.data ? one.data.repliesTo?.authorId : undefined;
        const own = one.data.topic.author.id === VIEWER;
        const reason =
          one.type === 'topic.created' ? 'group' : answered === VIEWER ? 'reply-to-you' : own ? 'own-topic' : null;
        expect(noticeOf(one, addressee([]))?.reason ?? null).toBe(reason);
        // To those who are no members nothing is told that they did not ask for.
        expect(noticeOf(one, addressee([], { groups: [] }))).toBeNull();
      }),
    );
  });

  test('is never one’s own doing, nor that of someone one blocks, nor what a mention tells of', () => {
    fc.assert(
      fc.property(posted, choices, (one, chosen) => {
        const notice = noticeOf(one, addressee(rulesOf(chosen), { blocked: [THIRD] }));
        if ([VIEWER, THIRD].includes(one.actor.id) || one.data.mentions.includes(VIEWER)) expect(notice).toBeNull();
      }),
    );
  });

  test('stops for good when the subscription it names is ended', () => {
    fc.assert(
      fc.property(posted, choices, (one, chosen) => {
        const notice = noticeOf(one, addressee(rulesOf(chosen)));
        fc.pre(notice !== null);
        const type = notice!.stop!.split(':')[0] as SubscriptionType;
        const ended = { ...chosen, [type]: { level: 'off' as const, mute: null } };
        expect(noticeOf(one, addressee(rulesOf(ended)))).toBeNull();
      }),
    );
  });

  test('is judged by what was chosen at the time, not before or after it', () => {
    fc.assert(
      fc.property(posted, choices, choices, (one, chosen, others) => {
        const before = rulesOf(others).map((each) => ({ ...each, since: time(1), ended: time(10) }));
        const after = rulesOf(others).map((each) => ({ ...each, since: time(NOW + 1) }));
        const now = rulesOf(chosen).map((each) => ({ ...each, ended: time(NOW + 1) }));
        expect(noticeOf(one, addressee([...before, ...now, ...after]))).toEqual(
          noticeOf(one, addressee(rulesOf(chosen))),
        );
      }),
    );
  });

  test('comes out of a channel in which the member’s notices are looked for', () => {
    const history = fc.array(
      fc.record({ type: fc.constantFrom(...LEVELS), minute: fc.integer({ min: 1, max: 59 }), choice }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(posted, history, fc.boolean(), (one, chosen, isMember) => {
        const inOrder = [...chosen].sort((a, b) => a.minute - b.minute);
        const rules = inOrder.reduce<Rule[]>(
          (all, { type, minute, choice }) => withChoice(all, rule(type, { ...choice, since: time(minute) })),
          [],
        );
        const to = addressee(rules, isMember ? {} : { groups: [] });
        fc.pre(noticeOf(one, to) !== null);
        const at = new Date(one.at);
        const open = windowsOf(to).filter(({ from, until }) => from <= at && (until === null || at < until));
        const channels = channelsOf(one);
        expect(open.filter(({ channel }) => channels.includes(channel))).not.toEqual([]);
      }),
    );
  });
});

describe('what concerns a member alone', () => {
  const own = `account:${VIEWER}`;
  const personal = (type: string, data: object, changes: object = {}): LoggedEvent =>
    ({ stream: own, seq: 3, type, at: time(NOW), actor: person(OTHER), data, ...changes }) as never;
  const viewer = person(VIEWER);
  const request = { id: id('f'), group, from: viewer, state: 'denied', reason: 'Not yet' };
  const sanction = { id: id('f'), group, member: viewer, kind: 'ban', reason: 'Spam' };

  test.each([
    [
      'a mention',
      'mention',
      personal('mentioned', { group, topicId: TARGETS.topic, title: 'T', postId: id('e'), number: 2 }),
    ],
    [
      'an invitation',
      'invitation',
      personal('invitation.sent', { id: id('f'), group: { ...group, access: 'open', description: '' }, to: viewer }),
    ],
    [
      'that a request was approved',
      'request-approved',
      personal('join_request.decided', { ...request, state: 'approved' }),
    ],
    ['that a request was denied, and why', 'request-denied', personal('join_request.decided', request)],
    ['that they lead a group', 'leader', personal('membership.changed', { group, role: 'leader' })],
    ['that they were removed', 'removed', personal('membership.ended', { group, by: 'removal', reason: null })],
    ['that they were banned', 'banned', personal('sanction.imposed', sanction)],
    ['that they were muted', 'muted', personal('sanction.imposed', { ...sanction, kind: 'mute' })],
    ['their new rank', 'rank-up', personal('rank.up', { accountId: VIEWER, to: 'vip' }, { actor: viewer })],
    [
      'that their group is there',
      'group-approved',
      personal('lead_application.approved', { application: { id: id('f'), name: 'G' }, group }),
    ],
  ])('is %s', (_what, kind, one) => {
    expect(noticeOf(one, addressee([]))).toMatchObject({ kind, read: false, stop: null });
    expect(channelsOf(one)).toEqual([own]);
    // The same on someone else’s stream is theirs to hear.
    expect(noticeOf({ ...one, stream: `account:${OTHER}` } as LoggedEvent, addressee([]))).toBeNull();
  });

  /** What is between them and a partner. */
  const dealing = (news: string, reason: string | null = null) => {
    const partner = { id: id('d'), slug: 'tools', name: 'Tools', colour: '#2f6f4f', logo: null };
    const nothing = { manages: false, interest: null, invitation: null, application: null, expert: null };
    return personal('dealing.changed', { dealing: { partner, ...nothing }, news, reason });
  };

  test.each([
    ['invited', 'expert-invited'],
    ['selected', 'expert-selected'],
    ['lapsed', 'expert-lapsed'],
    ['restored', 'expert-restored'],
    ['removed', 'expert-removed'],
    ['manager', 'partner-manager'],
  ])('is that a partner has them %s, and why', (news, kind) => {
    const one = dealing(news, 'A reason');
    const partner = { slug: 'tools', name: 'Tools' };
    expect(noticeOf(one, addressee([]))).toMatchObject({ kind, partner, title: 'A reason', group: null, read: false });
    expect(channelsOf(one)).toEqual([own]);
    expect(noticeOf({ ...one, stream: `account:${OTHER}` } as LoggedEvent, addressee([]))).toBeNull();
  });

  test.each(['interested', 'uninterested', 'uninvited', 'applied', 'changed', 'withdrawn', 'left', 'no manager'])(
    'is not that with a partner they are %s',
    (news) => {
      expect(noticeOf(dealing(news), addressee([]))).toBeNull();
      expect(channelsOf(dealing(news))).toEqual([]);
    },
  );

  test.each([
    ['what they cancelled', personal('join_request.decided', { ...request, state: 'cancelled' })],
    ['that they no longer lead', personal('membership.changed', { group, role: 'member' })],
    ['that they left', personal('membership.ended', { group, by: 'leave', reason: null })],
    ['a ban twice', personal('membership.ended', { group, by: 'ban', reason: 'Spam' })],
    ['what they have read', personal('topic.read', { topicId: TARGETS.topic, groupId: TARGETS.group, number: 1 })],
    [
      'an invitation they sent',
      personal('invitation.sent', { id: id('f'), group, to: person(OTHER) }, { actor: viewer }),
    ],
  ])('is not %s', (_what, one) => {
    expect(noticeOf(one, addressee([]))).toBeNull();
    expect(channelsOf(one)).toEqual([]);
  });

  test('is told although the one who decided it is blocked; a mention is not', () => {
    const blocking = addressee([], { blocked: [OTHER] });
    expect(noticeOf(personal('sanction.imposed', sanction), blocking)).toMatchObject({ kind: 'banned', title: 'Spam' });
    expect(
      noticeOf(
        personal('mentioned', { group, topicId: TARGETS.topic, title: 'T', postId: id('e'), number: 2 }),
        blocking,
      ),
    ).toBeNull();
  });

  test('requests to join are told to those who led the group when they came', () => {
    const sent = {
      ...personal('join_request.sent', { ...request, from: person(OTHER) }),
      stream: `leaders:${TARGETS.group}`,
    } as LoggedEvent;
    const leading = (leadsSince: string | null) =>
      addressee([], { groups: [{ ...group, access: 'closed', memberSince: time(0), leadsSince }] });
    expect(noticeOf(sent, leading(time(1)))).toMatchObject({
      kind: 'join-request',
      reason: 'leader',
      about: request.id,
    });
    expect(noticeOf(sent, leading(time(NOW + 1)))).toBeNull();
    expect(noticeOf(sent, leading(null))).toBeNull();
    expect(channelsOf(sent)).toEqual([`leaders:${TARGETS.group}`]);
    // The copy on the stream of whoever asks is nothing to tell.
    expect(channelsOf({ ...sent, stream: own } as LoggedEvent)).toEqual([]);
  });
});
