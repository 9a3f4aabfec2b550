import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { AccountModel } from '../server/accounts/account.ts';
import type { Guildhall } from '../server/app.ts';
import { newId, toId } from '../server/db/id.ts';
import { append, write } from '../server/events/write.ts';
import { digestOf } from '../server/subscriptions/digest.ts';
import { NoticeMarkModel, withRead } from '../server/subscriptions/notice-mark.ts';
import type { Group } from '../shared/groups.ts';
import { type Inbox, type Notice, UNREAD_LIMIT } from '../shared/notices.ts';
import { groupStream } from '../shared/streams.ts';
import type { Post, Topic } from '../shared/topics.ts';
import { openGuildhall } from './support/guildhall.ts';
import { ok, Person } from './support/person.ts';

let guildhall: Guildhall;
let leader: Person;
let ben: Person;
let cleo: Person;
beforeAll(async () => {
  guildhall = await openGuildhall();
  leader = await Person.register(guildhall.url, 'leader', 'staff');
  [ben, cleo] = [await Person.register(guildhall.url, 'ben'), await Person.register(guildhall.url, 'cleo')];
});
afterAll(() => guildhall?.close());

/** Someone new in a new group, with `ben` and `cleo`. */
async function scene() {
  const ana = await Person.register(guildhall.url, 'ana');
  const group = await leader.makeGroup();
  for (const member of [ana, ben, cleo]) await member.join(group);
  return { ana, group };
}

const inboxOf = async (person: Person, query = ''): Promise<Inbox> =>
  ok(await person.get(`/me/notifications${query}`)).body;
const titles = (items: Notice[]) => items.map(({ title }) => title);
const read = (person: Person, body: object) => person.put('/me/notifications/read', body);
const answerTo = async (person: Person, topicId: string, replyTo?: number): Promise<Post> => {
  const body = { clientId: randomUUID(), body: `Said ${randomUUID()}`, replyTo };
  return ok(await person.post(`/topics/${topicId}/posts`, body)).body.post;
};

/** Puts topics into a group's log as if they had been started there, many at once. */
async function log(group: Group, by: Person, many: string[], like: { topic: Topic; post: Post }): Promise<void> {
  const stream = groupStream(group.id);
  const { id, username, displayName, rank } = by.account;
  await write([stream], async () => {
    for (const title of many) {
      const topic = { ...like.topic, id: newId().toString(), title };
      const post = { ...like.post, id: newId().toString() };
      append(
        stream,
        'topic.created',
        { id, username, displayName, rank },
        { topic, post, topicCount: 1, mentions: [] },
      );
    }
  });
}

describe('the inbox', () => {
  test('tells why each notice came, once however many reasons there are, and how to end it', async () => {
    const { ana, group } = await scene();
    const { topic, post } = await ben.startTopic(group, 'A topic');
    for (const thing of [`forum/${topic.forumId}`, `topic/${topic.id}`, `post/${post.id}`]) {
      ok(await ana.put(`/subscriptions/${thing}`));
    }
    await cleo.startTopic(group, 'In the forum');
    await answerTo(cleo, topic.id, 1);
    const { items } = await inboxOf(ana);
    expect(items).toMatchObject([
      { kind: 'reply', reason: 'post', stop: `post:${post.id}`, title: 'A topic', number: 2, topicId: topic.id },
      { kind: 'topic', reason: 'forum', stop: `forum:${topic.forumId}`, title: 'In the forum', number: 1 },
      { kind: 'topic', reason: 'group', stop: `group:${group.id}`, title: 'A topic', actor: { id: ben.id } },
    ]);
    for (const { stop } of [...items].reverse()) ok(await ana.delete(`/subscriptions/${stop!.replace(':', '/')}`));
    await cleo.startTopic(group, 'Unheard');
    await answerTo(cleo, topic.id, 1);
    // What had been told stays.
    expect((await inboxOf(ana)).items).toEqual(items);
  });

  test('tells of replies to what one wrote, and in topics one started', async () => {
    const { ana, group } = await scene();
    const own = await ana.startTopic(group, 'Mine');
    const { topic } = await ben.startTopic(group, 'Ben’s');
    const { number, id } = await answerTo(ana, topic.id);
    await answerTo(cleo, own.topic.id);
    await answerTo(cleo, topic.id, number);
    await answerTo(cleo, topic.id, 1);
    expect((await inboxOf(ana)).items).toMatchObject([
      { reason: 'reply-to-you', stop: `post:${id}`, title: 'Ben’s', number: 3 },
      { reason: 'own-topic', stop: `topic:${own.topic.id}`, title: 'Mine', number: 2 },
      { reason: 'group', title: 'Ben’s' },
    ]);
  });

  test('never tells of what happened while a thing was muted, not even later', async () => {
    const { ana, group } = await scene();
    ok(await ana.put(`/subscriptions/group/${group.id}`, { mute: { until: null } }));
    const { topic } = await ben.startTopic(group, 'Quiet');
    // Whoever is named is told.
    await cleo.reply(topic.id, `Look, @${ana.username}`);
    ok(await ana.put(`/subscriptions/group/${group.id}`, { mute: null }));
    await ben.startTopic(group, 'Heard');
    expect((await inboxOf(ana)).items).toMatchObject([{ title: 'Heard' }, { kind: 'mention' }]);
  });

  test('shows nothing of posts that were removed', async () => {
    const { ana, group } = await scene();
    const { topic } = await ana.startTopic(group, 'Mine');
    const reply = await answerTo(ben, topic.id);
    await cleo.reply(topic.id, `For @${ana.username}`);
    expect((await inboxOf(ana)).unread.items).toHaveLength(2);
    ok(await leader.delete(`/posts/${reply.id}`, { reason: 'Rude' }));
    const { items, unread } = await inboxOf(ana);
    expect(items).toMatchObject([{ kind: 'mention', number: 3 }]);
    expect(unread.items).toHaveLength(1);
  });

  test('shows nothing of a group one may no longer see', async () => {
    const ana = await Person.register(guildhall.url, 'ana');
    const group = await leader.makeGroup({ access: 'closed' });
    const { id } = ok(await ana.post(`/groups/${group.slug}/join-requests`, { message: 'Please' })).body;
    ok(await leader.patch(`/join-requests/${id}`, { decision: 'approve' }));
    await leader.startTopic(group, 'Secret', `For all, and @${ana.username}`);
    await leader.startTopic(group, 'Another secret');
    expect((await inboxOf(ana)).items.map(({ kind }) => kind)).toEqual(['topic', 'mention', 'request-approved']);
    ok(await leader.delete(`/groups/${group.slug}/members/${ana.username}`, { reason: 'No longer' }));
    const inbox = await inboxOf(ana);
    expect(inbox.items).toMatchObject([{ kind: 'removed', title: 'No longer' }, { kind: 'request-approved' }]);
    expect(JSON.stringify(inbox)).not.toMatch(/secret/i);
    expect(inbox.heads).toEqual([]);
  });

  test('says which streams it comes from, and where they stand', async () => {
    const { ana, group } = await scene();
    const open = await leader.makeGroup();
    const { topic } = await leader.startTopic(open);
    ok(await ana.put(`/subscriptions/topic/${topic.id}`));
    const { heads, groups, rules } = await inboxOf(ana);
    expect(heads.map(({ stream }) => stream).sort()).toEqual([groupStream(group.id), groupStream(open.id)].sort());
    expect(groups.find(({ id }) => id === open.id)).toMatchObject({ memberSince: null, leadsSince: null });
    expect(rules).toMatchObject([{ id: `topic:${topic.id}`, level: 'on', ended: null }]);
    const leading = await inboxOf(leader);
    expect(leading.heads).toContainEqual({ stream: `leaders:${group.id}`, seq: 0 });
  });
});

describe('pages of the inbox', () => {
  test('hold everything, in order, each once, also where most of the log is not for the viewer', async () => {
    const { ana, group } = await scene();
    const like = await ben.startTopic(group, 'The first');
    ok(await ana.put(`/me/blocks/${ben.username}`));
    const expected: string[] = [];
    for (let round = 0; round < 8; round += 1) {
      await log(
        group,
        ben,
        Array.from({ length: 120 }, (_, index) => `noise ${round} ${index}`),
        like,
      );
      const told = Array.from({ length: 5 }, (_, index) => `told ${round} ${index}`);
      await log(group, cleo, told, like);
      expected.unshift(...told.reverse());
    }
    expect(await allPages(ana, 7)).toEqual(expected);
    expect(await allPages(ana, 100)).toEqual(expected);
  }, 60_000);

  test('skip the time in which a thing was quiet, and go on before it', async () => {
    const { ana, group } = await scene();
    const like = await ben.startTopic(group, 'The first');
    await log(group, cleo, ['Old 1', 'Old 2'], like);
    ok(await ana.delete(`/subscriptions/group/${group.id}`));
    for (let round = 0; round < 15; round += 1) {
      await log(
        group,
        ben,
        Array.from({ length: 100 }, () => 'noise'),
        like,
      );
    }
    ok(await ana.put(`/subscriptions/forum/${like.topic.forumId}`));
    await log(group, cleo, ['New'], like);
    expect(await allPages(ana, 2)).toEqual(['New', 'Old 2', 'Old 1', 'The first']);
  }, 60_000);

  test('do not repeat or leave out what happened in the same moment', async () => {
    const { ana, group } = await scene();
    const like = await ben.startTopic(group, 'The first');
    const many = Array.from({ length: 30 }, (_, index) => `At once ${index}`);
    await log(group, cleo, many, like);
    expect(await allPages(ana, 4)).toEqual([...many.reverse(), 'The first']);
  });

  test.each(['nonsense', '1_2', `${'9'.repeat(20)}_${'a'.repeat(24)}`])('begin at no place like %j', async (cursor) => {
    expect((await ben.get(`/me/notifications?cursor=${cursor}`)).status).toBe(400);
  });

  async function allPages(person: Person, limit: number): Promise<string[]> {
    const all: Notice[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const page: Inbox = await inboxOf(person, `?limit=${limit}${next && `&cursor=${next}`}`);
      expect(page.items.length).toBeLessThanOrEqual(limit);
      all.push(...page.items);
      next = page.next;
    }
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    return titles(all);
  }
});

describe('what was read', () => {
  test('is the same on all devices: one, all up to a moment, and what was read as a topic', async () => {
    const { ana, group } = await scene();
    const started = [];
    for (const title of ['One', 'Two', 'Three', 'Four']) started.push(await ben.startTopic(group, title));
    const [four, three] = (await inboxOf(ana)).items;
    const other = await ana.listen();
    await other.watch({ [ana.ownStream]: null });

    ok(await read(ana, { ids: [four!.id] }));
    expect((await other.next('notices.read')).data).toEqual({ upTo: null, ids: [four!.id] });
    ok(await ana.put(`/topics/${started[0]!.topic.id}/read`, { number: 1 }));
    expect(titles((await inboxOf(ana, '?unread=true')).items)).toEqual(['Three', 'Two']);
    expect((await inboxOf(ana)).items.map((notice) => notice.read)).toEqual([true, false, false, true]);

    ok(await read(ana, { upTo: three!.at }));
    expect((await other.next('notices.read')).data).toEqual({ upTo: three!.at, ids: [] });
    expect(await inboxOf(ana)).toMatchObject({ unread: { items: [], more: false } });
    // Once more, also further back, is no change.
    ok(await read(ana, { upTo: three!.at }));
    ok(await read(ana, { ids: [four!.id, three!.id] }));
    await other.settled();
    expect(other.events(ana.ownStream).map(({ type }) => type)).toEqual(['notices.read', 'topic.read', 'notices.read']);
    other.close();
  });

  test('on two devices at once is read, both of it', async () => {
    const { ana, group } = await scene();
    for (const title of ['One', 'Two', 'Three', 'Four']) await ben.startTopic(group, title);
    const { items } = await inboxOf(ana);
    await Promise.all(items.slice(1).map(async ({ id }) => ok(await read(ana, { ids: [id] }))));
    expect((await inboxOf(ana)).unread.items.map(({ id }) => id)).toEqual([items[0]!.id]);
  });

  test('is nothing of what is to come, whatever time a client names', async () => {
    const { ana, group } = await scene();
    ok(await read(ana, { upTo: '2090-01-01T00:00:00Z' }));
    await ben.startTopic(group, 'Later');
    expect((await inboxOf(ana)).unread.items).toHaveLength(1);
  });

  test('cannot be told of what is not one’s own to see, and leaves nothing half done', async () => {
    const { ana, group } = await scene();
    const closed = await leader.makeGroup({ access: 'closed' });
    await leader.startTopic(closed);
    await ben.startTopic(group);
    const own = (await inboxOf(ana)).items[0]!.id;
    const foreign = [`group:${closed.id}/1`, `account:${ben.id}/1`, `leaders:${group.id}/1`, `group:${group.id}/999`];
    for (const id of foreign) {
      const answer = await read(ana, { ids: [own, id] });
      expect([id, answer.status, answer.body.code]).toEqual([id, 404, 'not_found']);
    }
    expect((await inboxOf(ana)).unread.items).toHaveLength(1);
    for (const body of [
      {},
      { ids: [] },
      { ids: ['group:x/1'] },
      { ids: ['staff/1'] },
      { upTo: 'now' },
      { upTo: null, ids: [own] },
    ]) {
      expect((await read(ana, body)).status).toBe(400);
    }
  });

  test('is counted up to a hundred, and then says that there is more', async () => {
    const { ana, group } = await scene();
    const like = await ben.startTopic(group, 'The first');
    await log(
      group,
      ben,
      Array.from({ length: UNREAD_LIMIT }, () => 'More'),
      like,
    );
    const { unread, items } = await inboxOf(ana);
    expect([unread.items.length, unread.more]).toEqual([UNREAD_LIMIT, true]);
    ok(await read(ana, { ids: [items[0]!.id] }));
    expect((await inboxOf(ana)).unread).toMatchObject({ items: expect.any(Array), more: false });
  });

  test('of much that was read one by one need not be looked through again', async () => {
    const { ana, group } = await scene();
    const like = await ben.startTopic(group, 'The first');
    const old = new Date(Date.now() - 3_600_000);
    await log(
      group,
      ben,
      Array.from({ length: 250 }, () => 'Read'),
      like,
    );
    // All of it happened an hour ago.
    await mongoose.models.Event!.updateMany({ stream: groupStream(group.id) }, { $set: { at: old } });
    await mongoose.models.Membership!.updateOne({ group: toId(group.id), account: toId(ana.id) }, { joinedAt: old });
    for (let next: string | null = ''; next !== null; ) {
      const page: Inbox = await inboxOf(ana, `?limit=100${next && `&cursor=${next}`}`);
      ok(await read(ana, { ids: page.items.map(({ id }) => id) }));
      next = page.next;
    }
    expect((await inboxOf(ana)).unread).toEqual({ items: [], more: false });
    const mark = await NoticeMarkModel.findById(toId(ana.id)).lean();
    expect(mark!.upTo.getTime()).toBeGreaterThan(old.getTime());
    expect((await inboxOf(ana)).items[0]).toMatchObject({ read: true });
  });

  test('is kept one by one for the last thousand; what is older counts as read', () => {
    const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
    const ids = Array.from({ length: 1_200 }, (_, index) => ({ id: `id ${index}`, at: at(index + 1) }));
    const mark = withRead({ _id: newId(), upTo: at(0), ids: [] }, { ids });
    expect([mark.ids.length, mark.upTo]).toEqual([1_000, at(200)]);
    expect(withRead(mark, { upTo: at(100) })).toEqual(mark);
    expect(withRead(mark, { upTo: at(1_150) }).ids).toHaveLength(50);
  });
});

test('a digest tells of what is unread since the last, a topic’s notices together', async () => {
  const { ana, group } = await scene();
  const since = new Date();
  const { topic } = await ben.startTopic(group, 'Busy');
  ok(await ana.put(`/subscriptions/topic/${topic.id}`));
  for (let count = 0; count < 3; count += 1) await answerTo(ben, topic.id);
  const seen = await ben.startTopic(group, 'Seen');
  ok(await ana.put(`/topics/${seen.topic.id}/read`, { number: 1 }));
  const account = await AccountModel.findById(toId(ana.id)).lean();
  const line = `A new topic by ${ben.account.displayName}, 3 new replies in ${group.name}`;
  expect(await digestOf(account!, since)).toEqual([{ title: 'Busy', link: `/t/${topic.id}/1`, line }]);
  expect(await digestOf(account!, new Date())).toEqual([]);
});
