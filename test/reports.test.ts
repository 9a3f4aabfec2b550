import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import type { Group } from '../shared/groups.ts';
import { reduceReportsIn } from '../shared/reduce/reports.ts';
import type { Report, Reports } from '../shared/reports.ts';
import { leadersStream } from '../shared/streams.ts';
import type { Post } from '../shared/topics.ts';
import { codeOf } from './support/closed.ts';
import { openGuildhall } from './support/guildhall.ts';
import { ok, Person } from './support/person.ts';

let guildhall: Guildhall;
let staff: Person;
let leader: Person;
let second: Person;
let member: Person;
let author: Person;
let outsider: Person;
let group: Group;
beforeAll(async () => {
  guildhall = await openGuildhall();
  staff = await Person.register(guildhall.url, 'staff', 'staff');
  const stems = ['leader', 'second', 'member', 'author', 'outsider'] as const;
  [leader, second, member, author, outsider] = await Person.registerEach(guildhall.url, stems);
  group = await staff.makeGroup();
  for (const person of [leader, second, member, author]) await person.join(group);
  for (const { username } of [leader, second])
    ok(await staff.patch(`/groups/${group.slug}/members/${username}`, { role: 'leader' }));
});
afterAll(() => guildhall?.close());

let post: Post;
beforeEach(async () => {
  post = (await author.startTopic(group)).post;
});

const report = (who: Person, { id }: { id: string } = post, changes: object = {}) =>
  who.post(`/posts/${id}/reports`, { reason: 'spam', ...changes });
const change = (who: Person, { id }: { id: string }, body: object) => who.patch(`/reports/${id}`, body);
const decide = (who: Person, what: { id: string }, resolution: string) =>
  change(who, what, { resolution, reason: 'Looked at it' });

async function queue(who = leader, query = ''): Promise<Reports> {
  return ok(await who.get(`/groups/${group.slug}/reports?limit=100${query}`)).body;
}

const staffQueue = async (): Promise<Reports> => ok(await staff.get('/staff/reports?limit=100')).body;

const ofPost = ({ items }: Reports): Report => items.find((item) => item.post?.id === post.id)!;

async function reported(): Promise<Report> {
  ok(await report(member));
  return ofPost(await queue());
}

describe('reporting a post', () => {
  test('shows it to those who lead, with what was said then, and gathers what else is said of it', async () => {
    const answer = ok(await report(member, post, { reason: 'other', note: 'Sells things' }));
    expect(answer.status).toBe(201);
    ok(await author.patch(`/posts/${post.id}`, { body: 'Something else' }));
    ok(await report(outsider));
    const shown = ofPost(await queue());
    expect(shown).toMatchObject({ kind: 'report', state: 'open', claimed: null, post: { body: post.body } });
    expect(shown.entries.map(({ by, reason, note }) => [by?.id, reason, note])).toEqual([
      [member.id, 'other', 'Sells things'],
      [outsider.id, 'spam', ''],
    ]);
  });

  test('is for once as long as it waits, and not for one’s own posts or removed ones', async () => {
    const first = await reported();
    expect(codeOf(await report(member))).toBe('already_reported');
    expect(codeOf(await report(author))).toBe('forbidden');
    ok(await decide(leader, first, 'dismissed'));
    expect((await report(member)).status).toBe(201);
    ok(await author.delete(`/posts/${post.id}`));
    expect(codeOf(await report(second))).toBe('post_removed');
  });

  test('is not for posts of a topic that was removed, nor of a group one does not see', async () => {
    const removal = { kind: 'remove-topic', topicId: post.topicId, reason: 'Spam' };
    ok(await leader.post(`/groups/${group.slug}/acts`, removal));
    expect(codeOf(await report(member))).toBe('topic_removed');
    const closed = await staff.makeGroup({ access: 'closed' });
    expect(codeOf(await report(member, (await staff.startTopic(closed)).post))).toBe('not_found');
  });

  test('needs words where the reason is another one', async () => {
    const answer = await report(member, post, { reason: 'other' });
    expect([answer.status, answer.body.errors[0].path]).toEqual([400, 'note']);
  });

  test('tells nobody but those who lead', async () => {
    const [ear, deaf] = [await leader.listen(), await author.listen()];
    await ear.watch({ [leadersStream(group.id)]: null });
    await deaf.watch({ [author.ownStream]: null, [group.head.stream]: null, [leadersStream(group.id)]: null });
    const { id } = await reported();
    expect((await ear.next('report.filed')).data.id).toBe(id);
    ok(await decide(leader, { id }, 'dismissed'));
    expect((await ear.next('report.resolved')).data).toMatchObject({ id, resolution: 'dismissed' });
    await deaf.settled();
    expect(deaf.events()).toEqual([]);
    ear.close();
    deaf.close();
  });

  test('of one who leads waits for staff, and is not shown to leaders', async () => {
    post = (await leader.startTopic(group)).post;
    ok(await report(member));
    expect(ofPost(await queue(second))).toBeUndefined();
    const shown = ofPost(await staffQueue());
    for (const who of [leader, second]) expect(codeOf(await change(who, shown, { claim: true }))).toBe('not_found');
    ok(await decide(staff, shown, 'dismissed'));
    expect(ofPost(await staffQueue())).toBeUndefined();
  });
});

describe('deciding a report', () => {
  test('dismisses it with a reason, which is in the log', async () => {
    const waiting = await reported();
    const { report: done, acts } = ok(await decide(leader, waiting, 'dismissed')).body;
    expect(done).toMatchObject({ state: 'resolved', resolution: 'dismissed', reason: 'Looked at it' });
    expect(done.resolvedBy.id).toBe(leader.id);
    expect(acts).toMatchObject([{ kind: 'dismiss', subject: null, posts: [{ id: post.id }] }]);
    expect(ofPost(await queue())).toBeUndefined();
    expect(ofPost(await queue(leader, '&state=resolved'))).toEqual(done);
  });

  test('happens once: whoever comes second is told by whom and how', async () => {
    const waiting = await reported();
    const both = await Promise.all([leader, second].map((who) => decide(who, waiting, 'dismissed')));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const lost = both.find(({ status }) => status === 409)!;
    const won = both.find(({ status }) => status === 200)!;
    expect(lost.body).toMatchObject({ code: 'already_decided', current: won.body.report });
    expect(lost.body.detail).toContain('The ');
  });

  test('can be undone, and then it waits again', async () => {
    const waiting = await reported();
    const { acts } = ok(await decide(leader, waiting, 'dismissed')).body;
    ok(await leader.post(`/acts/${acts[0].id}/undo`));
    expect(ofPost(await queue())).toEqual(waiting);
  });

  test('is not for members, nor for who wrote it, nor in ways that do not fit', async () => {
    const waiting = await reported();
    for (const who of [member, author, outsider]) {
      expect(codeOf(await decide(who, waiting, 'dismissed'))).toBe('not_found');
      expect(codeOf(await change(who, waiting, { claim: true }))).toBe('not_found');
      expect(codeOf(await who.get(`/groups/${group.slug}/reports`))).toBe('forbidden');
      expect(codeOf(await who.get('/staff/reports'))).toBe('forbidden');
    }
    expect(codeOf(await leader.get('/staff/reports'))).toBe('forbidden');
    for (const unfit of ['granted', 'approved', 'withdrawn'])
      expect(codeOf(await decide(leader, waiting, unfit))).toBe('invalid_request');
    expect(ofPost(await queue())).toEqual(waiting);
  });

  test('is for staff once its author leads, too', async () => {
    const waiting = await reported();
    const role = (role: string) => staff.patch(`/groups/${group.slug}/members/${author.username}`, { role });
    ok(await role('leader'));
    for (const who of [author, leader]) expect(codeOf(await decide(who, waiting, 'dismissed'))).toBe('forbidden');
    ok(await decide(staff, waiting, 'dismissed'));
    ok(await role('member'));
  });
});

const posted = async (): Promise<Post> => ok(await author.get(`/topics/${post.topicId}/posts`)).body.items[0];

describe('removing a reported post', () => {
  test('is how its report can be decided, and is undone with that', async () => {
    const waiting = await reported();
    const { report: done, acts } = ok(await decide(leader, waiting, 'removed')).body;
    expect(done).toMatchObject({ resolution: 'removed', reason: 'Looked at it', resolvedBy: { id: leader.id } });
    expect(acts).toMatchObject([{ kind: 'remove-posts', subject: { id: author.id }, posts: [{ id: post.id }] }]);
    expect((await posted()).removed).toMatchObject({ by: 'leader', reason: 'Looked at it' });
    ok(await leader.post(`/acts/${acts[0].id}/undo`));
    expect(ofPost(await queue())).toEqual(waiting);
    expect((await posted()).removed).toBe(null);
  });

  test('of one who leads is done by staff, in their queue', async () => {
    post = (await leader.startTopic(group)).post;
    ok(await report(member));
    const { acts } = ok(await decide(staff, ofPost(await staffQueue()), 'removed')).body;
    expect(acts).toMatchObject([{ kind: 'remove-posts', group: { id: group.id } }]);
    expect((await posted()).removed).toMatchObject({ reason: 'Looked at it' });
  });

  test('by an act of a leader decides its report, and undoing that act lets it wait again', async () => {
    const waiting = await reported();
    const removal = { kind: 'remove-posts', postIds: [post.id], reason: 'Spam' };
    const { acts } = ok(await second.post(`/groups/${group.slug}/acts`, removal)).body;
    expect(codeOf(await decide(leader, waiting, 'removed'))).toBe('already_decided');
    const [done] = (await queue(leader, '&state=resolved')).items;
    expect(done).toMatchObject({
      id: waiting.id,
      resolution: 'removed',
      reason: 'Spam',
      resolvedBy: { id: second.id },
    });
    ok(await second.post(`/acts/${acts[0].id}/undo`));
    expect(ofPost(await queue())).toEqual(waiting);
  });

  test('by its author decides its report, too', async () => {
    const waiting = await reported();
    ok(await author.delete(`/posts/${post.id}`));
    const [done] = (await queue(leader, '&state=resolved')).items;
    expect(done).toMatchObject({ id: waiting.id, resolution: 'removed', resolvedBy: { id: author.id } });
  });
});

const steps: Record<string, (waiting: () => Report) => Promise<unknown>> = {
  'reporting a post': async () => ok(await report(member)),
  'reporting what is reported': async () => ok(await report(second)),
  'claiming it': async (waiting) => ok(await change(leader, waiting(), { claim: true })),
  'putting it back': async (waiting) => ok(await change(leader, waiting(), { claim: false })),
  'dismissing it': async (waiting) => ok(await decide(leader, waiting(), 'dismissed')),
  'removing a reported post oneself': async () => ok(await author.delete(`/posts/${post.id}`)),
};

test('each queue shows after every step what a reload would show', async () => {
  const views = [
    { path: '&state=open', reduce: reduceReportsIn({ state: 'open' }) },
    { path: '&state=resolved', reduce: reduceReportsIn({ state: 'resolved' }) },
    { path: '&state=open&kind=appeal', reduce: reduceReportsIn({ state: 'open', kind: 'appeal' }) },
  ];
  const ear = await second.listen();
  await ear.watch({ [leadersStream(group.id)]: null });
  let shown = await Promise.all(views.map(({ path }) => queue(second, path)));
  for (const [step, work] of Object.entries(steps)) {
    await work(() => ofPost(shown[0]!));
    const after = await Promise.all(views.map(({ path }) => queue(second, path)));
    const upTo = after[0]!.head.seq;
    while (ear.events().at(-1)!.seq < upTo) await ear.notice(({ type }) => type.startsWith('report.'));
    shown = views.map(({ reduce }, index) =>
      ear.events().reduce((list, event) => reduce(list, event, second.id), shown[index]!),
    );
    expect({ step, shown }).toEqual({ step, shown: after });
  }
  ear.close();
});
