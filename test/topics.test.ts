import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import type { Post, Topic } from '../shared/topics.ts';
import { openGuildhall } from './support/guildhall.ts';
import type { Answer } from './support/http.ts';
import { community, ok, Person } from './support/person.ts';

let guildhall: Guildhall;
beforeAll(async () => {
  guildhall = await openGuildhall();
});
afterAll(() => guildhall?.close());

const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);
const statuses = (answers: Answer[]) => answers.map(({ status }) => status).sort();

describe('posts', () => {
  test('are numbered without gaps, in one order for all, however many post at once', async () => {
    const { group, members } = await community(guildhall.url, 4);
    const { topic } = await members[0]!.startTopic(group);
    const ears = await Promise.all(members.map((member) => member.listen()));
    for (const ear of ears) await ear.watch({ [`group:${group.id}`]: null });
    const posts = await Promise.all(upTo(60).map((n) => members[n % 4]!.reply(topic.id, `Reply ${n}`)));
    expect(posts.map(({ number }) => number).sort((a, b) => a - b)).toEqual(upTo(60).map((n) => n + 1));
    for (const ear of ears) {
      await ear.next('post.created', ({ data }) => data.postCount === 61);
      const numbers = ear.events().map((event) => (event.type === 'post.created' ? event.data.post.number : 0));
      expect(numbers).toEqual(upTo(60).map((n) => n + 1));
      ear.close();
    }
    expect((await members[0]!.get(`/topics/${topic.id}`)).body.topic.postCount).toBe(61);
  });

  test('are read from any number, both ways', async () => {
    const { group, members } = await community(guildhall.url, 1);
    const [member] = members as [Person];
    const { topic } = await member.startTopic(group);
    for (const n of upTo(45)) await member.reply(topic.id, `Reply ${n}`);
    const run = ok(await member.get(`/topics/${topic.id}/posts?from=31&limit=10`)).body;
    expect(run.items.map(({ number }: Post) => number)).toEqual(upTo(10).map((n) => n + 30));
    expect(run.next).toBe(41);
    expect(ok(await member.get(`/topics/${topic.id}/posts?from=41`)).body.next).toBeNull();
    expect(ok(await member.get(`/topics/${topic.id}/posts?from=500`)).body).toMatchObject({ items: [], next: null });
  });

  test('are for members; whoever is signed in may read', async () => {
    const { group, members } = await community(guildhall.url, 1);
    const { topic, post } = await members[0]!.startTopic(group);
    const outsider = await Person.register(guildhall.url);
    const body = { clientId: randomUUID(), body: 'May I?' };
    expect((await outsider.post(`/topics/${topic.id}/posts`, body)).body.code).toBe('not_a_member');
    expect((await outsider.post(`/groups/${group.slug}/topics`, { ...body, title: 'T' })).body.code).toBe(
      'not_a_member',
    );
    expect((await outsider.put(`/posts/${post.id}/kudos`)).status).toBe(403);
    expect((await outsider.patch(`/posts/${post.id}`, { body: 'Mine' })).status).toBe(403);
    expect((await outsider.delete(`/posts/${post.id}`)).status).toBe(403);
    expect((await outsider.get(`/topics/${topic.id}/posts`)).body.items).toHaveLength(1);
  });

  test('answer only what stands before them', async () => {
    const { group, members } = await community(guildhall.url, 1);
    const { topic } = await members[0]!.startTopic(group);
    const send = (replyTo: number) =>
      members[0]!.post(`/topics/${topic.id}/posts`, { clientId: randomUUID(), body: 'B', replyTo });
    expect((await send(2)).body).toMatchObject({ code: 'invalid_request', errors: [{ path: 'replyTo' }] });
    expect((await send(1)).body.post).toMatchObject({ number: 2, replyTo: 1 });
  });
});

describe('the same submission', () => {
  test('sent fifty times at once is one post', async () => {
    const { group, members } = await community(guildhall.url, 1);
    const [member] = members as [Person];
    const { topic } = await member.startTopic(group);
    const body = { clientId: randomUUID(), body: 'Once' };
    const answers = await Promise.all(upTo(50).map(() => member.post(`/topics/${topic.id}/posts`, body)));
    expect(statuses(answers)).toEqual([...Array(49).fill(200), 201]);
    expect(new Set(answers.map((answer) => answer.body.post.id)).size).toBe(1);
    expect((await member.get(`/topics/${topic.id}/posts`)).body.items).toHaveLength(2);
  });

  test('of a topic sent ten times at once is one topic', async () => {
    const { group, members } = await community(guildhall.url, 1);
    const [member] = members as [Person];
    const body = { clientId: randomUUID(), title: 'Once', body: 'Only' };
    const answers = await Promise.all(upTo(10).map(() => member.post(`/groups/${group.slug}/topics`, body)));
    expect(statuses(answers)).toEqual([...Array(9).fill(200), 201]);
    expect((await member.get(`/groups/${group.slug}/topics`)).body.items).toHaveLength(1);
  });

  test('under a name used for something else is refused', async () => {
    const { group, members } = await community(guildhall.url, 1);
    const [member] = members as [Person];
    const [one, other] = [await member.startTopic(group), await member.startTopic(group)];
    const body = { clientId: randomUUID(), body: 'Here' };
    ok(await member.post(`/topics/${one.topic.id}/posts`, body));
    const again = await member.post(`/topics/${other.topic.id}/posts`, body);
    expect(again.body).toMatchObject({ code: 'invalid_request', errors: [{ path: 'clientId' }] });
  });

  test('of two people is two posts', async () => {
    const { group, members } = await community(guildhall.url, 2);
    const { topic } = await members[0]!.startTopic(group);
    const body = { clientId: randomUUID(), body: 'Same name' };
    for (const member of members) expect((await member.post(`/topics/${topic.id}/posts`, body)).status).toBe(201);
  });
});

describe('editing', () => {
  test('keeps what was said before', async () => {
    const { group, members } = await community(guildhall.url, 1);
    const [member] = members as [Person];
    const { post } = await member.startTopic(group, 'T', 'First');
    for (const body of ['Second', 'Third', 'Third']) ok(await member.patch(`/posts/${post.id}`, { body }));
    const { items } = (await member.get(`/posts/${post.id}/revisions`)).body;
    expect(items.map(({ body }: { body: string }) => body)).toEqual(['Second', 'First']);
  });

  test('is for the author, as long as they are a member', async () => {
    const { group, leader, members } = await community(guildhall.url, 2);
    const [author, other] = members as [Person, Person];
    const { post } = await author.startTopic(group);
    expect((await other.patch(`/posts/${post.id}`, { body: 'Changed' })).status).toBe(403);
    expect((await leader.patch(`/posts/${post.id}`, { body: 'Changed' })).status).toBe(403);
    ok(await author.delete(`/groups/${group.slug}/membership`));
    expect((await author.patch(`/posts/${post.id}`, { body: 'Changed' })).status).toBe(403);
  });
});

describe('removing', () => {
  test('leaves the number, and none of the words', async () => {
    const { group, leader, members } = await community(guildhall.url, 2);
    const [author, other] = members as [Person, Person];
    const { topic } = await author.startTopic(group);
    const reply = await author.reply(topic.id, 'A secret slipped out');
    ok(await author.patch(`/posts/${reply.id}`, { body: 'Another secret' }));
    expect((await other.delete(`/posts/${reply.id}`)).status).toBe(403);
    expect(ok(await leader.delete(`/posts/${reply.id}`, { reason: 'Rude' })).body.post).toMatchObject({
      body: '',
      removed: { by: 'leader' },
    });
    const { items } = (await other.get(`/topics/${topic.id}/posts`)).body;
    expect(items[1]).toMatchObject({ number: 2, body: '', removed: { by: 'leader' } });
    expect((await other.get(`/posts/${reply.id}/revisions`)).status).toBe(404);
    expect((await author.patch(`/posts/${reply.id}`, { body: 'Again' })).body.code).toBe('post_removed');
    expect((await author.reply(topic.id)).number).toBe(3);
  });

  test('is for the site’s moderators, too, wherever they are members, and for no leader of another group', async () => {
    const { group, members } = await community(guildhall.url, 1);
    const other = await community(guildhall.url, 1);
    ok(
      await other.leader.patch(`/groups/${other.group.slug}/members/${other.members[0]!.username}`, { role: 'leader' }),
    );
    const { post } = await members[0]!.startTopic(group);
    const moderator = await Person.register(guildhall.url, 'moderator', 'moderator');
    expect((await other.members[0]!.delete(`/posts/${post.id}`)).status).toBe(403);
    expect(ok(await moderator.delete(`/posts/${post.id}`, { reason: 'Rude' })).body.post.removed.by).toBe('moderator');
  });
});

describe('kudos', () => {
  test('count once per member, whatever happens at once, and can be taken back', async () => {
    const { group, members } = await community(guildhall.url, 3);
    const [author, ...givers] = members as [Person, Person, Person];
    const { post } = await author.startTopic(group);
    const give = () => givers.flatMap((giver) => upTo(5).map(() => giver.put(`/posts/${post.id}/kudos`)));
    for (const answer of await Promise.all(give())) ok(answer);
    expect((await givers[0].put(`/posts/${post.id}/kudos`)).body.post.kudos).toEqual({ count: 2, mine: true });
    ok(await givers[0].delete(`/posts/${post.id}/kudos`));
    expect((await givers[0].delete(`/posts/${post.id}/kudos`)).body.post.kudos).toEqual({ count: 1, mine: false });
    expect((await author.put(`/posts/${post.id}/kudos`)).status).toBe(403);
  });
});

describe('unread', () => {
  const unread = async (person: Person, slug: string): Promise<number> => {
    const { postCount, read } = (await person.get(`/groups/${slug}/topics`)).body.items[0] as Topic;
    return postCount - read!;
  };

  test('is exact: it falls by reading, rises by others’ posts, and is never wrong by one’s own', async () => {
    const { group, members } = await community(guildhall.url, 2);
    const [author, reader] = members as [Person, Person];
    const { topic } = await author.startTopic(group);
    expect([await unread(author, group.slug), await unread(reader, group.slug)]).toEqual([0, 1]);
    await author.reply(topic.id);
    expect([await unread(author, group.slug), await unread(reader, group.slug)]).toEqual([0, 2]);
    ok(await reader.put(`/topics/${topic.id}/read`, { number: 1 }));
    await reader.reply(topic.id);
    expect([await unread(author, group.slug), await unread(reader, group.slug)]).toEqual([1, 2]);
    ok(await reader.put(`/topics/${topic.id}/read`, { number: 1_000 }));
    ok(await reader.put(`/topics/${topic.id}/read`, { number: 2 }));
    expect(await unread(reader, group.slug)).toBe(0);
  });

  test('falls on all of one’s devices, and only there', async () => {
    const { group, members } = await community(guildhall.url, 2);
    const [author, reader] = members as [Person, Person];
    const { topic } = await author.startTopic(group);
    const [phone, other] = [await reader.listen(), await author.listen()];
    await phone.watch({ [reader.ownStream]: null });
    await other.watch({ [`group:${group.id}`]: null });
    ok(await reader.put(`/topics/${topic.id}/read`, { number: 1 }));
    expect((await phone.next('topic.read')).data).toEqual({ topicId: topic.id, groupId: group.id, number: 1 });
    await other.settled();
    expect(other.events()).toEqual([]);
    phone.close();
    other.close();
  });
});

test('topics are listed the last active first, by forum, page after page', async () => {
  const { group, leader, members } = await community(guildhall.url, 1);
  const [member] = members as [Person];
  ok(await leader.post(`/groups/${group.slug}/forums`, { slug: 'side', name: 'Side' }));
  const made: Topic[] = [];
  for (const n of upTo(5)) made.push((await member.startTopic(group, `Topic ${n}`)).topic);
  const aside = { clientId: randomUUID(), title: 'Aside', body: 'B', forum: 'side' };
  ok(await member.post(`/groups/${group.slug}/topics`, aside));
  await member.reply(made[1]!.id);
  const titles = async (query: string): Promise<string[]> => {
    const { items, next } = ok(await member.get(`/groups/${group.slug}/topics?${query}`)).body;
    const rest = next ? await titles(`${query.replace(/&cursor=.*/, '')}&cursor=${next}`) : [];
    return [...items.map(({ title }: Topic) => title), ...rest];
  };
  expect(await titles('limit=2')).toEqual(['Topic 2', 'Aside', 'Topic 5', 'Topic 4', 'Topic 3', 'Topic 1']);
  expect(await titles('limit=2&forum=side')).toEqual(['Aside']);
  expect((await member.get(`/groups/${group.slug}/topics?forum=nowhere`)).status).toBe(404);
});
