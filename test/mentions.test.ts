import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import { MENTION_LIMIT, mentionedIn } from '../shared/mentions.ts';
import { openGuildhall } from './support/guildhall.ts';
import { community, ok, Person } from './support/person.ts';

describe('a text names', () => {
  test.each([
    ['Ask @ana about it', ['ana']],
    ['@ana', ['ana']],
    ['(@ana), @ben! And @c.d-e_f.', ['ana', 'ben', 'c.d-e_f']],
    ['Thanks, @Ana and @ANA', ['ana']],
    ['**@ana** and _@ben_', ['ana', 'ben']],
    ['- @ana\n\n    goes on about @ben', ['ana', 'ben']],
    ['a `` ` and @ana', ['ana']],
    ['`code` @ana `code`', ['ana']],
  ])('%j: %j', (body, names) => {
    expect(mentionedIn(body)).toEqual(names);
  });

  test.each([
    ['an e-mail address', 'Write to ana@ben.org or to @ana@ben.org'],
    ['part of a link', 'https://example.org/@ana'],
    ['a span of code', 'Use `@ana` or `` a ` @ben `` here'],
    ['a span of code over lines', 'Use `one\n@ana` here'],
    ['a block of code', '```ts\n@ana\n```'],
    ['a block of code that is not closed', '~~~\n@ana\n```\n@ben'],
    ['indented code', 'So:\n\n    @ana\n\n    @ben'],
    ['a quote', '> as @ana said\n>\n> and @ben'],
    ['too long a name', `@${'a.'.repeat(20)}a`],
    ['too short a name', 'see @a'],
  ])('nobody in %s', (_where, body) => {
    expect(mentionedIn(body)).toEqual([]);
  });

  test('no more people than there is room for', () => {
    const names = Array.from({ length: MENTION_LIMIT + 5 }, (_, index) => `member${index}`);
    expect(mentionedIn(names.map((name) => `@${name}`).join(' '))).toEqual(names.slice(0, MENTION_LIMIT));
  });

  test('people in little time, whatever is written', () => {
    const body = `${'`'.repeat(5_000)}${' ` `` '.repeat(2_000)}@${'a-'.repeat(4_000)}`;
    expect(mentionedIn(body)).toEqual([]);
  });
});

describe('who is named in a post', () => {
  let guildhall: Guildhall;
  beforeAll(async () => {
    guildhall = await openGuildhall();
  });
  afterAll(() => guildhall?.close());

  const noticesOf = async (person: Person) => ok(await person.get('/me/notifications')).body.items;
  const headOf = async (person: Person): Promise<number> => ok(await person.get('/me')).body.head.seq;

  test('is told so at once, with the place, in the same write as the post', async () => {
    const { group, members } = await community(guildhall.url, 2);
    const [ana, ben] = members as [Person, Person];
    const ear = await ana.listen();
    await ear.watch({ [ana.ownStream]: null });
    const { topic, post } = await ben.startTopic(group, 'A question', `For @${ana.username.toUpperCase()}`);
    const { data, actor } = await ear.next('mentioned');
    ear.close();
    expect(actor.id).toBe(ben.id);
    expect(data).toMatchObject({
      group: { id: group.id },
      topicId: topic.id,
      title: 'A question',
      postId: post.id,
      number: 1,
    });
    const reply = await ben.reply(topic.id, `And again, @${ana.username}`);
    // One notice for each post, although the group is subscribed to as well.
    expect(await noticesOf(ana)).toMatchObject([
      { kind: 'mention', number: reply.number, group: { id: group.id }, stop: null },
      { kind: 'mention', number: 1, title: 'A question' },
    ]);
  });

  test('is told once if two replies of one moment name two people', async () => {
    const { group, members } = await community(guildhall.url, 3);
    const [ana, ben, cleo] = members as [Person, Person, Person];
    const { topic } = await cleo.startTopic(group);
    await Promise.all([ana.reply(topic.id, `@${ben.username} look`), ben.reply(topic.id, `@${ana.username} look`)]);
    for (const [who, by] of [
      [ana, ben],
      [ben, ana],
    ] as const) {
      const mentions = (await noticesOf(who)).filter(({ kind }: { kind: string }) => kind === 'mention');
      expect(mentions).toMatchObject([{ actor: { id: by.id } }]);
    }
  });

  test('hears nothing if they may not read it', async () => {
    const leader = await Person.register(guildhall.url, 'leader', 'staff');
    const outsider = await Person.register(guildhall.url, 'outsider');
    const group = await leader.makeGroup({ access: 'closed' });
    await leader.startTopic(group, 'Inside', `Not for @${outsider.username}`);
    expect(await noticesOf(outsider)).toEqual([]);
    expect(await headOf(outsider)).toBe(0);
  });

  test('hears nothing once they were sent out of the group, though they may read it', async () => {
    const { group, leader, members } = await community(guildhall.url, 2);
    const [ana, ben] = members as [Person, Person];
    ok(await leader.delete(`/groups/${group.slug}/members/${ana.username}`, { reason: 'Spam' }));
    const ban = { username: ben.username, kind: 'ban', reason: 'Spam' };
    ok(await leader.post(`/groups/${group.slug}/sanctions`, ban));
    const before = [await headOf(ana), await headOf(ben)];
    await leader.startTopic(group, 'Without them', `Not for @${ana.username} and @${ben.username}`);
    expect([await headOf(ana), await headOf(ben)]).toEqual(before);
  });

  test('hears nothing from whom they block, nor from themselves', async () => {
    const { group, members } = await community(guildhall.url, 2);
    const [ana, ben] = members as [Person, Person];
    ok(await ana.put(`/me/blocks/${ben.username}`));
    const { topic } = await ben.startTopic(group, 'A topic', `For @${ana.username}`);
    await ana.reply(topic.id, `I am @${ana.username}`);
    expect(await noticesOf(ana)).toEqual([]);
  });

  test('is not told again when the post is edited', async () => {
    const { group, members } = await community(guildhall.url, 2);
    const [ana, ben] = members as [Person, Person];
    const { post } = await ben.startTopic(group);
    ok(await ben.patch(`/posts/${post.id}`, { body: `Now for @${ana.username}` }));
    expect((await noticesOf(ana)).map(({ kind }: { kind: string }) => kind)).toEqual(['topic']);
  });
});
