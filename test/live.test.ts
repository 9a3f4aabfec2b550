import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import type { Guildhall } from '../server/app.ts';
import { toId } from '../server/db/id.ts';
import { accountStream, groupStream, type Stream } from '../shared/streams.ts';
import { Ear } from './support/ear.ts';
import { openGuildhall } from './support/guildhall.ts';
import { request } from './support/http.ts';
import { community, ok, Person } from './support/person.ts';
import { appendSilently, forget } from './support/silent-log.ts';

const BACKLOG = 20;

let guildhall: Guildhall;
beforeAll(async () => {
  guildhall = await openGuildhall({ backlog: BACKLOG });
});
afterAll(() => guildhall?.close());

const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);

describe('a socket', () => {
  test.each([
    ['no token', undefined],
    ['a token that is not a string', { $gt: '' }],
    ['a token nobody signed', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.'],
  ])('with %s is refused as unauthorized', async (_name, token) => {
    await expect(Ear.open(guildhall.url, token)).rejects.toMatchObject({ data: { code: 'unauthorized' } });
  });

  test('of a session that has ended is refused', async () => {
    const person = await Person.register(guildhall.url);
    ok(await request(guildhall.url, 'POST', '/auth/logout', { headers: { cookie: person.cookie } }));
    await expect(person.listen()).rejects.toMatchObject({ data: { code: 'unauthorized' } });
  });

  test.each([
    ['no payload', undefined],
    ['an unknown key', { streams: {}, more: 1 }],
    ['a seq that is an operator', { streams: { 'group:1': { $gt: 0 } } }],
    ['a negative seq', { streams: { 'group:1': -1 } }],
    ['too many streams', { streams: Object.fromEntries(upTo(501).map((n) => [`group:${n}`, null])) }],
  ])('that watches with %s is told it is invalid', async (_name, payload) => {
    const ear = await (await Person.register(guildhall.url)).listen();
    expect(await ear.ask('watch', payload)).toMatchObject({ ok: false, code: 'invalid_request' });
    ear.close();
  });

  test('that asks for something there is not is told so', async () => {
    const ear = await (await Person.register(guildhall.url)).listen();
    expect(await ear.ask('become_staff', {})).toMatchObject({ ok: false, code: 'not_found' });
    expect(await ear.ask('constructor', {})).toMatchObject({ ok: false, code: 'not_found' });
    ear.close();
  });
});

describe('watching', () => {
  test('a member hears topics and replies in their order, with what the contract says', async () => {
    const { group, members } = await community(guildhall.url);
    const [author, listener] = members as [Person, Person];
    const ear = await listener.listen();
    const stream = `group:${group.id}`;
    await ear.watch({ [stream]: null });
    const { topic, post } = await author.startTopic(group, 'Live?', 'Yes');
    const reply = await author.reply(topic.id, 'Indeed');
    const created = await ear.next('topic.created');
    expect(created).toMatchObject({
      stream,
      actor: { id: author.id, username: author.username, displayName: 'The member', rank: 'forum-explorer' },
      data: { topic: { id: topic.id, title: 'Live?' }, post: { id: post.id, number: 1, clientId: post.clientId } },
    });
    const replied = await ear.next('post.created');
    expect(replied.data).toMatchObject({
      topicId: topic.id,
      postCount: 2,
      post: { id: reply.id, number: 2, body: 'Indeed' },
    });
    expect(replied.seq).toBe(created.seq + 1);
    ear.close();
  });

  test('one who was away gets exactly what they missed', async () => {
    const { group, members } = await community(guildhall.url);
    const [author, listener] = members as [Person, Person];
    const stream = `group:${group.id}`;
    const { topic } = await author.startTopic(group);
    const ear = await listener.listen();
    const { head } = (await ear.watch({ [stream]: null }))[stream] as { head: number };
    ear.close();
    for (const n of upTo(5)) await author.reply(topic.id, `Missed ${n}`);
    const again = await listener.listen();
    const answer = (await again.watch({ [stream]: head }))[stream] as { events: { seq: number }[]; head: number };
    expect(answer.events.map(({ seq }) => seq)).toEqual(upTo(5).map((n) => head + n));
    expect(answer.head).toBe(head + 5);
    expect(again.events()).toEqual([]);
    again.close();
  });

  test('what one missed is told word for word as it was pushed, however one is connected', async () => {
    const { group, members } = await community(guildhall.url);
    const [author, other] = members as [Person, Person];
    const stream = groupStream(group.id);
    const ear = await other.listen();
    const { head } = (await ear.watch({ [stream]: null }))[stream] as { head: number };
    const body = '"quoted" \\ \u2028 ünïcödé 🎉 </script>';
    await author.startTopic(group, 'A topic', body);
    const pushed = await ear.next('topic.created');
    ear.close();
    for (const transport of ['websocket', 'polling'] as const) {
      const again = await Ear.open(guildhall.url, other.token, transport);
      // Two streams, one of them without anything missed, and one denied.
      const watched = await again.watch({ [stream]: head, [accountStream(other.id)]: null, 'group:none': 0 });
      expect(watched).toEqual({
        [stream]: { events: [pushed], head: head + 1 },
        [accountStream(other.id)]: { events: [], head: expect.any(Number) },
        'group:none': { denied: true },
      });
      again.close();
    }
    expect(pushed.data.post.body).toBe(body);
  });

  test('one who missed more than is kept is told to begin again, never a part', async () => {
    const { group, members } = await community(guildhall.url);
    const [author] = members as [Person];
    const stream = `group:${group.id}`;
    const { topic } = await author.startTopic(group);
    const { seq } = (await author.get(`/topics/${topic.id}`)).body.head;
    for (const n of upTo(BACKLOG)) await author.reply(topic.id, `Reply ${n}`);
    const ear = await author.listen();
    const full = (await ear.watch({ [stream]: seq }))[stream] as { events: unknown[] };
    expect(full.events).toHaveLength(BACKLOG);
    expect((await ear.watch({ [stream]: seq - 1 }))[stream]).toEqual({ reset: true, head: seq + BACKLOG });
    expect((await ear.watch({ [stream]: seq + BACKLOG + 1 }))[stream]).toEqual({ reset: true, head: seq + BACKLOG });
    ear.close();
  });

  test('one for whom the log no longer reaches back is told to begin again', async () => {
    const { group, members } = await community(guildhall.url);
    const [author] = members as [Person];
    const stream = groupStream(group.id);
    const { topic } = await author.startTopic(group);
    const { seq } = (await author.get(`/topics/${topic.id}`)).body.head;
    for (const n of upTo(3)) await author.reply(topic.id, `Reply ${n}`);
    await forget(stream, seq + 1);
    const ear = await author.listen();
    expect((await ear.watch({ [stream]: seq }))[stream]).toEqual({ reset: true, head: seq + 3 });
    ear.close();
  });

  test('what is posted while one catches up arrives once or twice, and never not at all', async () => {
    const { group, members } = await community(guildhall.url);
    const [author, listener] = members as [Person, Person];
    const stream = `group:${group.id}`;
    const { topic } = await author.startTopic(group);
    const { seq } = (await author.get(`/topics/${topic.id}`)).body.head;
    const posting = Promise.all(upTo(15).map((n) => author.reply(topic.id, `Reply ${n}`)));
    const ears = await Promise.all(upTo(8).map(() => listener.listen()));
    const answers = await Promise.all(ears.map((ear) => ear.watch({ [stream]: seq })));
    await posting;
    for (const [index, ear] of ears.entries()) {
      const { events } = answers[index]![stream] as { events: { seq: number }[] };
      await ear.notice(
        ({ payload }) => (payload as { seq: number }).seq === seq + 15 || events.at(-1)?.seq === seq + 15,
      );
      const pushed = ear.events(stream).map((event) => event.seq);
      expect(pushed).toEqual([...pushed].sort((a, b) => a - b));
      expect(new Set([...events.map((event) => event.seq), ...pushed])).toEqual(new Set(upTo(15).map((n) => seq + n)));
      ear.close();
    }
  });

  test('after unwatch nothing more comes', async () => {
    const { group, leader, members } = await community(guildhall.url, 1);
    const stream = `group:${group.id}`;
    const [ear, other] = [await members[0]!.listen(), await leader.listen()];
    await ear.watch({ [stream]: null });
    await other.watch({ [stream]: null });
    await ear.ask('unwatch', { streams: [stream] });
    await leader.startTopic(group);
    await other.next('topic.created');
    await ear.settled();
    expect(ear.events()).toEqual([]);
    ear.close();
    other.close();
  });

  test('is denied for another’s account, for a group there is not, and for what is no stream', async () => {
    const [one, other] = [await Person.register(guildhall.url), await Person.register(guildhall.url)];
    const ear = await one.listen();
    const streams = [other.ownStream, `group:${'0'.repeat(24)}`, 'staff', 'group:nonsense', 'sockets:x', '__proto__'];
    const answer = await ear.watch(Object.fromEntries(streams.map((stream) => [stream, null])));
    for (const stream of streams.slice(0, -1)) expect(answer[stream]).toEqual({ denied: true });
    ok(await other.patch('/me', { displayName: 'Private' }));
    await ear.settled();
    expect(ear.events()).toEqual([]);
    ear.close();
  });
});

describe('a lost hint', () => {
  test('costs a sweep, not the event', async () => {
    const { group, members } = await community(guildhall.url, 1);
    const stream = groupStream(group.id);
    const ear = await members[0]!.listen();
    await ear.watch({ [stream]: null });
    // Written as another node would: into the log, and no word of it here.
    await appendSilently(upTo(3).map((count) => someoneLeft(stream, members[0]!, count)));
    const heard = [await ear.next('member.left'), await ear.next('member.left'), await ear.next('member.left')];
    expect(heard.map(({ data }) => data.memberCount)).toEqual([1, 2, 3]);
    ear.close();
  });

  test('is made good before the next event is told', async () => {
    const { group, leader, members } = await community(guildhall.url, 1);
    const stream = groupStream(group.id);
    const ear = await members[0]!.listen();
    await ear.watch({ [stream]: null });
    await appendSilently([someoneLeft(stream, members[0]!, 1)]);
    await leader.startTopic(group);
    await ear.next('topic.created');
    const told = ear.events(stream);
    expect(told.map(({ type }) => type)).toEqual(['member.left', 'topic.created']);
    expect(told[1]!.seq).toBe(told[0]!.seq + 1);
    ear.close();
  });
});

describe('one who is removed', () => {
  test('hears nothing after it, is told that it ended, and cannot come back to watch', async () => {
    const { group, leader, members } = await community(guildhall.url);
    const [removed, bystander] = members as [Person, Person];
    const stream = `group:${group.id}`;
    const devices = [await removed.listen(), await removed.listen()];
    const other = await bystander.listen();
    for (const ear of [...devices, other]) await ear.watch({ [stream]: null });
    ok(await leader.delete(`/groups/${group.slug}/members/${removed.username}`, { reason: 'Spam' }));
    await leader.startTopic(group);
    await other.next('member.removed');
    await other.next('topic.created');
    for (const ear of devices) {
      await ear.notice(({ type }) => type === 'revoked');
      await ear.settled();
      expect(ear.events(stream)).toEqual([]);
      expect(await ear.watch({ [stream]: 0 })).toEqual({ [stream]: { denied: true } });
      ear.close();
    }
    other.close();
  });

  test('hears of it, with the reason, on their own stream', async () => {
    const { group, leader, members } = await community(guildhall.url, 1);
    const ear = await members[0]!.listen();
    await ear.watch({ [members[0]!.ownStream]: null });
    ok(await leader.delete(`/groups/${group.slug}/members/${members[0]!.username}`, { reason: 'Spam' }));
    expect((await ear.next('membership.ended')).data).toMatchObject({
      group: { id: group.id },
      by: 'removal',
      reason: 'Spam',
    });
    ear.close();
  });

  test('in the very moment of watching gets nothing after the removal', async () => {
    const { group, leader, members } = await community(guildhall.url, 6);
    const stream = `group:${group.id}`;
    const other = await leader.listen();
    await other.watch({ [stream]: null });
    const ears = await Promise.all(members.map((member) => member.listen()));
    const watching = ears.map((ear) => ear.watch({ [stream]: null }));
    const removing = members.map((member) =>
      leader.delete(`/groups/${group.slug}/members/${member.username}`, { reason: 'Spam' }),
    );
    await Promise.all([...watching, ...removing]);
    await leader.startTopic(group);
    await other.next('topic.created');
    for (const [index, ear] of ears.entries()) {
      await ear.settled();
      const own = ear
        .events(stream)
        .findIndex((event) => event.type === 'member.removed' && event.data.accountId === members[index]!.id);
      expect(own).toBe(-1);
      expect(ear.events(stream).some(({ type }) => type === 'topic.created')).toBe(false);
      ear.close();
    }
    other.close();
  });
});

describe('a revoked session', () => {
  test('closes its sockets, saying so, and no others', async () => {
    const person = await Person.register(guildhall.url);
    const credentials = { login: person.username, password: person.password };
    const second = ok(await request(guildhall.url, 'POST', '/auth/login', { body: credentials })).body.accessToken;
    const [first, other] = [await person.listen(), await Ear.open(guildhall.url, second)];
    const sessions = ok(await request(guildhall.url, 'GET', '/me/sessions', { token: second })).body.items;
    const { id } = sessions.find((session: { current: boolean }) => !session.current);
    ok(await request(guildhall.url, 'DELETE', `/me/sessions/${id}`, { token: second }));
    expect((await first.notice(({ type }) => type === 'closing')).payload).toEqual({ code: 'revoked' });
    await first.notice(({ type }) => type === 'disconnect');
    await other.settled();
    expect(other.socket.connected).toBe(true);
    other.close();
  });

  test('that this node has not heard of yet gets no answer that goes on after its end', async () => {
    const person = await Person.register(guildhall.url);
    ok(await person.patch('/me', { displayName: 'Soon gone' }));
    const { id } = ok(await person.get('/me/sessions')).body.items[0];
    const ear = await person.listen();
    const { id: accountId, username, displayName, rank } = person.account;
    const draft = { stream: accountStream(accountId), actor: { id: accountId, username, displayName, rank } };
    await mongoose.connection.collection('sessions').deleteOne({ _id: toId(id) });
    await appendSilently([
      { ...draft, type: 'session.revoked', data: { sessionId: id, reason: 'revoked' } },
      { ...draft, type: 'member.updated', data: { accountId, displayName: 'Not for them', role: 'member' } },
    ]);
    // Should the node hear of it first, the socket is closed instead.
    const answer = await ear.watch({ [person.ownStream]: 0 }).catch(() => null);
    expect(answer ?? { [person.ownStream]: { denied: true } }).toEqual({ [person.ownStream]: { denied: true } });
    await ear.notice(({ type }) => type === 'disconnect');
    expect(ear.events()).toEqual([]);
  });

  test('while its socket is being let in leaves no socket behind', async () => {
    const people = await Promise.all(upTo(8).map(() => Person.register(guildhall.url)));
    const outcomes = people.map(async (person) => {
      const opening = person.listen().catch(() => null);
      ok(await request(guildhall.url, 'POST', '/auth/logout', { headers: { cookie: person.cookie } }));
      const ear = await opening;
      await ear?.notice(({ type }) => type === 'disconnect');
    });
    await Promise.all(outcomes);
  });
});

function someoneLeft(stream: Stream, { account }: Person, memberCount: number) {
  const { id, username, displayName, rank } = account;
  const data = { accountId: '0'.repeat(24), username: 'someone', memberCount };
  return { stream, type: 'member.left' as const, actor: { id, username, displayName, rank }, data };
}
