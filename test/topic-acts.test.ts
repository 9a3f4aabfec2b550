import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import type { Act, NewAct } from '../shared/acts.ts';
import type { Group } from '../shared/groups.ts';
import type { Post } from '../shared/topics.ts';
import { type Acting, act, actingScene, forumOf, postsSeen, talk, topicSeen, tryAct, undo } from './support/acting.ts';
import { openGuildhall } from './support/guildhall.ts';
import { ok, type Person } from './support/person.ts';

let guildhall: Guildhall;
let scene: Acting;
beforeAll(async () => {
  guildhall = await openGuildhall();
  scene = await actingScene(guildhall.url);
});
afterAll(() => guildhall?.close());

const reply = (who: Person, topicId: string) =>
  who.post(`/topics/${topicId}/posts`, { clientId: randomUUID(), body: `A reply ${randomUUID()}` });
const groupSeen = async ({ slug }: Group = scene.group): Promise<Group> =>
  ok(await scene.leader.get(`/groups/${slug}`)).body;
const listed = async ({ slug } = scene.group): Promise<string[]> =>
  ok(await scene.leader.get(`/groups/${slug}/topics?limit=100`)).body.items.map(({ id }: { id: string }) => id);
const bodies = (posts: Post[]) => posts.map(({ body }) => body);

describe('locking', () => {
  test('ends the replies of all but those who moderate, live and with why', async () => {
    const { leader, author, bystander, moderator, second, group } = scene;
    const { topic } = await talk(scene);
    const ear = await bystander.listen();
    await ear.watch({ [group.head.stream]: null });
    const done = await act(leader, group, { kind: 'lock', topicId: topic.id, reason: 'It is settled' });
    const { data } = await ear.next('topic.changed');
    expect(data.topic.locked).toMatchObject({
      id: done.id,
      reason: 'It is settled',
      by: { username: leader.username },
    });
    expect(data.act).toEqual(data.topic.locked);
    for (const who of [author, bystander])
      expect(await reply(who, topic.id)).toMatchObject({ status: 409, body: { code: 'topic_locked' } });
    for (const who of [leader, second, moderator]) expect(await reply(who, topic.id)).toMatchObject({ status: 201 });
    expect((await postsSeen(bystander, topic.id)).length).toBe(7);
    await undo(leader, done);
    expect(await reply(author, topic.id)).toMatchObject({ status: 201 });
    ear.close();
  });

  test('is lifted by another leader, who is told if someone was quicker', async () => {
    const { leader, second, group } = scene;
    const { topic } = await talk(scene);
    const done = await act(leader, group, { kind: 'lock', topicId: topic.id });
    const again = await tryAct(second, group, { kind: 'lock', topicId: topic.id });
    expect(again).toMatchObject({ status: 409, body: { code: 'already_acted', current: { id: done.id } } });
    const lifted = await act(second, group, { kind: 'unlock', topicId: topic.id });
    const late = await leader.post(`/acts/${done.id}/undo`);
    expect(late).toMatchObject({ status: 409, body: { code: 'already_acted', current: { id: lifted.id } } });
    await undo(second, lifted);
    expect((await topicSeen(leader, topic.id)).topic.locked).toMatchObject({ id: done.id });
    await undo(leader, done);
    expect((await topicSeen(leader, topic.id)).topic.locked).toBeNull();
  });
});

describe('removing a topic', () => {
  test('takes it out of the lists and ends all that is done in it', async () => {
    const { leader, author, bystander, second, group } = scene;
    const { topic, posts } = await talk(scene);
    const before = (await groupSeen()).topicCount!;
    const ear = await bystander.listen();
    await ear.watch({ [group.head.stream]: null });
    const done = await act(leader, group, { kind: 'remove-topic', topicId: topic.id, reason: 'Spam' });
    expect((await ear.next('topic.changed')).data).toMatchObject({
      topic: { id: topic.id, title: '', removed: { reason: 'Spam' } },
      topicCount: before - 1,
    });
    expect(await listed()).not.toContain(topic.id);
    expect((await groupSeen()).topicCount).toBe(before - 1);
    for (const who of [leader, second, author, bystander]) {
      expect((await topicSeen(who, topic.id)).topic).toMatchObject({ title: '', removed: { id: done.id } });
      const gone = { status: 409, body: { code: 'topic_removed' } };
      expect(await who.get(`/topics/${topic.id}/posts`)).toMatchObject(gone);
      expect(await reply(who, topic.id)).toMatchObject(gone);
    }
    const gone = { status: 409, body: { code: 'topic_removed' } };
    expect(await author.patch(`/posts/${posts[0]!.id}`, { body: 'Other' })).toMatchObject(gone);
    expect(await bystander.put(`/posts/${posts[0]!.id}/kudos`)).toMatchObject(gone);
    expect(await bystander.put(`/topics/${topic.id}/view`)).toMatchObject(gone);
    expect(await author.get(`/posts/${posts[0]!.id}/revisions`)).toMatchObject(gone);
    expect(await ear.ask('viewing', { topicId: topic.id })).toMatchObject({ ok: false, code: 'topic_removed' });
    await undo(leader, done);
    expect((await topicSeen(bystander, topic.id)).topic).toMatchObject({ title: topic.title, removed: null });
    expect(bodies(await postsSeen(bystander, topic.id))).toEqual(bodies(posts));
    expect((await groupSeen()).topicCount).toBe(before);
    ear.close();
  });

  test('sends those out who look at it, who come back when it does', async () => {
    const { leader, bystander, group } = scene;
    const { topic } = await talk(scene);
    const ear = await bystander.listen();
    await ear.watch({ [group.head.stream]: null });
    expect(await ear.ask('viewing', { topicId: topic.id })).toMatchObject({ ok: true });
    expect(await ear.ask('typing', { topicId: topic.id, typing: true })).toMatchObject({ ok: true });
    const done = await act(leader, group, { kind: 'remove-topic', topicId: topic.id });
    await ear.next('topic.changed');
    expect(await ear.ask('typing', { topicId: topic.id, typing: true })).toMatchObject({ ok: false });
    await undo(leader, done);
    expect(await ear.ask('viewing', { topicId: topic.id })).toMatchObject({ ok: true });
    ear.close();
  });

  test('is not done to one’s equals, and not taken back by those with less say', async () => {
    const { staff, leader, second, moderator, group } = scene;
    const { topic } = await second.startTopic(group);
    for (const who of [leader, moderator, second])
      expect(await tryAct(who, group, { kind: 'remove-topic', topicId: topic.id })).toMatchObject({ status: 403 });
    await act(staff, group, { kind: 'remove-topic', topicId: topic.id });
    for (const who of [leader, moderator, second])
      expect(await tryAct(who, group, { kind: 'restore-topic', topicId: topic.id })).toMatchObject({ status: 403 });
    await act(staff, group, { kind: 'restore-topic', topicId: topic.id });
    expect((await topicSeen(second, topic.id)).topic.removed).toBeNull();
  });

  test('is taken back by another with as much say', async () => {
    const { leader, moderator, group } = scene;
    const { topic } = await talk(scene);
    await act(leader, group, { kind: 'remove-topic', topicId: topic.id });
    const restored = await act(moderator, group, { kind: 'restore-topic', topicId: topic.id });
    expect(await listed()).toContain(topic.id);
    await undo(moderator, restored);
    expect((await topicSeen(leader, topic.id)).topic.removed).not.toBeNull();
  });
});

describe('moving a topic', () => {
  test('to another forum shows it there', async () => {
    const { leader, second, group, forum } = scene;
    const { topic } = await talk(scene);
    const move = { kind: 'move', topicId: topic.id, from: topic.forumId, to: forum.id };
    const done = await act(leader, group, move);
    expect(done.detail).toBe(forum.name);
    expect(await topicSeen(leader, topic.id)).toMatchObject({ forum, topic: { forumId: forum.id } });
    const late = await tryAct(second, group, move);
    expect(late).toMatchObject({ status: 409, body: { code: 'already_acted', current: { id: done.id } } });
    await undo(leader, done);
    expect((await topicSeen(leader, topic.id)).topic.forumId).toBe(topic.forumId);
  });

  test('to another open group takes everything along, and both groups’ leaders are told', async () => {
    const { staff, leader, author, bystander, group, elsewhere } = scene;
    const { topic, posts } = await talk(scene);
    ok(await bystander.put(`/subscriptions/topic/${topic.id}`, { level: 'on' }));
    const ears = [await bystander.listen(), await staff.listen()];
    await ears[0]!.watch({ [group.head.stream]: null });
    await ears[1]!.watch({ [elsewhere.head.stream]: null, [`leaders:${elsewhere.id}`]: null });
    const to = await forumOf(leader, elsewhere);
    const move = { kind: 'move', topicId: topic.id, from: topic.forumId, to: to.id };
    const counts = async () => [(await groupSeen()).topicCount!, (await groupSeen(elsewhere)).topicCount!];
    const [here, there] = (await counts()) as [number, number];
    const done = await act(leader, group, move);
    expect((await ears[0]!.next('topic.left')).data).toMatchObject({
      topicId: topic.id,
      to: { id: elsewhere.id },
      topicCount: here - 1,
    });
    expect((await ears[1]!.next('topic.arrived')).data).toMatchObject({
      topic: { id: topic.id, groupId: elsewhere.id },
      topicCount: there + 1,
    });
    expect((await ears[1]!.next('act.done')).data).toMatchObject({ id: done.id });
    expect(await counts()).toEqual([here - 1, there + 1]);
    expect(await topicSeen(author, topic.id)).toMatchObject({ group: { id: elsewhere.id } });
    expect(bodies(await postsSeen(bystander, topic.id))).toEqual(bodies(posts));
    // They read there, and do what members do no more.
    expect(await reply(author, topic.id)).toMatchObject({ status: 403, body: { code: 'not_a_member' } });
    expect(await author.patch(`/posts/${posts[0]!.id}`, { body: 'Other' })).toMatchObject({ status: 403 });
    expect(await bystander.put(`/posts/${posts[0]!.id}/kudos`)).toMatchObject({ status: 403 });
    expect(ok(await bystander.get(`/subscriptions/topic/${topic.id}`)).body).toMatchObject({
      level: 'on',
      groupId: elsewhere.id,
    });
    expect(await ears[0]!.ask('viewing', { topicId: topic.id })).toMatchObject({ ok: false, code: 'forbidden' });
    ok(await leader.patch(`/posts/${(await leader.reply(topic.id)).id}`, { body: 'From there' }));
    expect((await ears[1]!.next('post.edited')).stream).toBe(elsewhere.head.stream);
    await undo(leader, done);
    expect(await counts()).toEqual([here, there]);
    expect(await topicSeen(author, topic.id)).toMatchObject({ group: { id: group.id } });
    expect(await reply(author, topic.id)).toMatchObject({ status: 201 });
    for (const ear of ears) ear.close();
  });

  test('to a closed group, those who may not read there find it no more, nor learn where it is', async () => {
    const { leader, second, author, bystander, group, closed } = scene;
    const { topic, posts } = await talk(scene);
    const ear = await bystander.listen();
    await ear.watch({ [group.head.stream]: null });
    expect(await ear.ask('viewing', { topicId: topic.id })).toMatchObject({ ok: true });
    const to = await forumOf(leader, closed);
    const done = await act(leader, group, { kind: 'move', topicId: topic.id, from: topic.forumId, to: to.id });
    expect((await ear.next('topic.left')).data.to).toBeNull();
    expect(done.detail).toBe('');
    for (const who of [author, bystander, second]) {
      for (const path of [`/topics/${topic.id}`, `/topics/${topic.id}/posts`, `/posts/${posts[0]!.id}/revisions`])
        expect(await who.get(path)).toMatchObject({ status: 404, body: { code: 'not_found' } });
      expect(await reply(who, topic.id)).toMatchObject({ status: 404 });
      expect(await who.put(`/topics/${topic.id}/read`, { number: 1 })).toMatchObject({ status: 404 });
      expect(await who.patch(`/posts/${posts[0]!.id}`, { body: 'Other' })).toMatchObject({ status: 404 });
      expect(await who.put(`/subscriptions/topic/${topic.id}`)).toMatchObject({ status: 404 });
    }
    expect(await ear.ask('viewing', { topicId: topic.id })).toMatchObject({ ok: false, code: 'not_found' });
    expect(await ear.ask('typing', { topicId: topic.id, typing: true })).toMatchObject({ ok: false });
    const shown = ok(await author.get('/me/notifications?limit=100')).body.items;
    expect(shown.filter(({ topicId }: { topicId: string }) => topicId === topic.id)).toEqual([]);
    // Who led it here is told that it went, by whom and why.
    const late = await tryAct(second, group, { kind: 'lock', topicId: topic.id });
    expect(late).toMatchObject({ status: 409, body: { code: 'already_acted', current: { id: done.id } } });
    await undo(leader, done);
    expect(await topicSeen(bystander, topic.id)).toMatchObject({ group: { id: group.id } });
    ear.close();
  });

  test('is not done to a group one does not lead, nor to an archived one, nor by those who moderate alone', async () => {
    const { staff, leader, second, moderator, group, elsewhere, closed } = scene;
    const { topic } = await talk(scene);
    const to = async (place: Group) => ({
      kind: 'move',
      topicId: topic.id,
      from: topic.forumId,
      to: (await forumOf(staff, place)).id,
    });
    expect(await tryAct(second, group, await to(elsewhere))).toMatchObject({ status: 403 });
    expect(await tryAct(second, group, await to(closed))).toMatchObject({ status: 404 });
    expect(await tryAct(moderator, group, await to(elsewhere))).toMatchObject({ status: 403 });
    const nowhere = { ...(await to(elsewhere)), to: '0'.repeat(24) };
    expect(await tryAct(leader, group, nowhere)).toMatchObject({ status: 404 });
    ok(await staff.patch(`/groups/${elsewhere.slug}`, { archived: true }));
    expect(await tryAct(leader, group, await to(elsewhere))).toMatchObject({ status: 409, body: { code: 'archived' } });
    ok(await staff.patch(`/groups/${elsewhere.slug}`, { archived: false }));
  });
});

describe('splitting a topic', () => {
  test('makes a new one of some posts, and leaves a note in the place of each', async () => {
    const { leader, author, bystander, group } = scene;
    const { topic, posts } = await talk(scene, 4);
    const answer = { clientId: randomUUID(), body: 'To the second', replyTo: 2 };
    posts.push(ok(await author.post(`/topics/${topic.id}/posts`, answer)).body.post);
    ok(await author.put(`/posts/${posts[1]!.id}/kudos`));
    ok(await bystander.put(`/topics/${topic.id}/read`, { number: 2 }));
    const before = (await groupSeen()).topicCount!;
    const done = await act(leader, group, { kind: 'split', topicId: topic.id, numbers: [6, 2, 3], title: 'Aside' });
    const { movedTo } = (await postsSeen(bystander, topic.id))[1]!;
    const made = await topicSeen(bystander, movedTo!.topicId);
    expect(made.topic).toMatchObject({
      title: 'Aside',
      author: { id: bystander.id },
      postCount: 3,
      forumId: topic.forumId,
      lastPost: { number: 3, author: { id: author.id } },
      read: 1,
    });
    const moved = await postsSeen(author, made.topic.id);
    expect(moved.map(({ id, number, replyTo }) => ({ id, number, replyTo }))).toEqual([
      { id: posts[1]!.id, number: 1, replyTo: null },
      { id: posts[2]!.id, number: 2, replyTo: null },
      { id: posts[5]!.id, number: 3, replyTo: 1 },
    ]);
    expect(moved[0]!.kudos).toEqual({ count: 1, mine: true });
    const left = await postsSeen(author, topic.id);
    expect(left.map(({ number, movedTo }) => [number, movedTo?.number])).toEqual([
      [1, undefined],
      [2, 1],
      [3, 2],
      [4, undefined],
      [5, undefined],
      [6, 3],
    ]);
    expect(await author.put(`/posts/${left[1]!.id}/kudos`)).toMatchObject({ status: 404 });
    expect((await groupSeen()).topicCount).toBe(before + 1);
    await undo(leader, done);
    expect((await postsSeen(author, topic.id)).map(({ id, replyTo }) => [id, replyTo])).toEqual(
      posts.map(({ id, replyTo }) => [id, replyTo]),
    );
    expect((await postsSeen(author, topic.id))[1]!.kudos).toEqual({ count: 1, mine: true });
    expect((await topicSeen(author, made.topic.id)).topic.removed).toMatchObject({ id: done.id });
    expect(await tryAct(leader, group, { kind: 'restore-topic', topicId: made.topic.id })).toMatchObject({
      status: 404,
    });
    expect((await groupSeen()).topicCount).toBe(before);
  });

  test('is undone also where someone has replied, and leaves no gap there', async () => {
    const { leader, author, group } = scene;
    const { topic, posts } = await talk(scene, 2);
    const done = await act(leader, group, { kind: 'split', topicId: topic.id, numbers: [2, 3], title: 'Aside' });
    const made = (await postsSeen(author, topic.id))[1]!.movedTo!.topicId;
    const replied = await author.reply(made);
    await undo(leader, done);
    expect((await postsSeen(author, topic.id)).map(({ id }) => id)).toEqual(posts.map(({ id }) => id));
    expect((await postsSeen(author, made)).map(({ number, movedTo }) => [number, movedTo])).toEqual([
      [1, { topicId: topic.id, number: 2 }],
      [2, { topicId: topic.id, number: 3 }],
      [3, null],
    ]);
    expect((await author.reply(made)).number).toBe(replied.number + 1);
    expect((await topicSeen(author, made)).topic.removed).toBeNull();
  });

  test('concerns each who wrote a post that goes', async () => {
    const { leader, author, bystander, group } = scene;
    const { topic } = await talk(scene);
    const input = { kind: 'split', topicId: topic.id, numbers: [2, 3, 4], title: 'Aside' };
    const { acts } = ok(await tryAct(leader, group, input)).body as { acts: Act[] };
    expect(acts.map(({ subject, postCount, batch }) => [subject!.id, postCount, batch])).toEqual([
      [bystander.id, 2, acts[0]!.id],
      [author.id, 1, acts[0]!.id],
    ]);
    await undo(leader, acts[1]!);
    expect((await postsSeen(author, topic.id)).every(({ movedTo }) => movedTo === null)).toBe(true);
  });

  test('takes no posts that are not there, nor those that went before', async () => {
    const { leader, second, group } = scene;
    const { topic } = await talk(scene);
    const input = { kind: 'split', topicId: topic.id, title: 'Aside' };
    expect(await tryAct(leader, group, { ...input, numbers: [9] })).toMatchObject({ status: 400 });
    expect(await tryAct(leader, group, { ...input, numbers: [1] })).toMatchObject({ status: 400 });
    const done = await act(leader, group, { ...input, numbers: [3] });
    const late = await tryAct(second, group, { ...input, numbers: [2, 3] });
    expect(late).toMatchObject({ status: 409, body: { code: 'already_acted', current: { id: done.id } } });
  });

  test('a retry finds its post where it stands now', async () => {
    const { leader, bystander, author, group } = scene;
    const { topic } = await author.startTopic(group);
    const body = { clientId: randomUUID(), body: 'Sent twice' };
    const { post } = ok(await bystander.post(`/topics/${topic.id}/posts`, body)).body;
    await act(leader, group, { kind: 'split', topicId: topic.id, numbers: [2], title: 'Aside' });
    const again = await bystander.post(`/topics/${topic.id}/posts`, body);
    expect(again).toMatchObject({ status: 200, body: { post: { id: post.id, number: 1 } } });
  });
});

describe('merging a topic', () => {
  test('puts its posts at the end of the other one, which it names', async () => {
    const { leader, bystander, author, group } = scene;
    const [one, other] = [await talk(scene, 2), await talk(scene, 1)];
    const answer = { clientId: randomUUID(), body: 'To the second', replyTo: 2 };
    one.posts.push(ok(await author.post(`/topics/${one.topic.id}/posts`, answer)).body.post);
    const before = (await groupSeen()).topicCount!;
    const ear = await bystander.listen();
    await ear.watch({ [group.head.stream]: null });
    const done = await act(leader, group, { kind: 'merge', topicId: one.topic.id, into: other.topic.id });
    expect((await ear.next('posts.moved')).data).toMatchObject({
      from: { id: one.topic.id, mergedInto: { topicId: other.topic.id, offset: 2 } },
      into: { id: other.topic.id, postCount: 6 },
      moves: [],
      topicCount: before - 1,
    });
    const ids = [...other.posts, ...one.posts].map(({ id }) => id);
    expect((await postsSeen(bystander, other.topic.id)).map(({ id }) => id)).toEqual(ids);
    expect((await postsSeen(bystander, other.topic.id)).map(({ number, replyTo }) => [number, replyTo]).at(-1)).toEqual(
      [6, 4],
    );
    expect((await topicSeen(bystander, one.topic.id)).topic.mergedInto).toEqual({
      topicId: other.topic.id,
      offset: 2,
    });
    const merged = { status: 409, body: { code: 'topic_merged', current: { topicId: other.topic.id, offset: 2 } } };
    expect(await bystander.get(`/topics/${one.topic.id}/posts`)).toMatchObject(merged);
    expect(await reply(bystander, one.topic.id)).toMatchObject(merged);
    expect(await ear.ask('viewing', { topicId: one.topic.id })).toMatchObject({ ok: false, code: 'topic_merged' });
    expect(await listed()).not.toContain(one.topic.id);
    ok(await author.patch(`/posts/${one.posts[0]!.id}`, { body: 'Edited there' }));
    await undo(leader, done);
    expect((await postsSeen(bystander, one.topic.id)).map(({ id, number, replyTo }) => [id, number, replyTo])).toEqual(
      one.posts.map(({ id, number, replyTo }) => [id, number, replyTo]),
    );
    expect((await postsSeen(bystander, one.topic.id))[0]!.body).toBe('Edited there');
    expect((await postsSeen(bystander, other.topic.id)).map(({ movedTo }) => movedTo?.number)).toEqual([
      undefined,
      undefined,
      1,
      2,
      3,
      4,
    ]);
    expect((await groupSeen()).topicCount).toBe(before);
    ear.close();
  });

  test('is undone also where someone has replied, and leaves no gap there', async () => {
    const { leader, author, group } = scene;
    const [one, other] = [await talk(scene, 1), await talk(scene, 1)];
    const done = await act(leader, group, { kind: 'merge', topicId: one.topic.id, into: other.topic.id });
    const replied = await author.reply(other.topic.id);
    expect(replied.number).toBe(5);
    await undo(leader, done);
    const numbers = (await postsSeen(author, other.topic.id)).map(({ number }) => number);
    expect(numbers).toEqual([1, 2, 3, 4, 5]);
    expect((await topicSeen(author, other.topic.id)).topic.lastPost).toMatchObject({
      number: 5,
      author: { id: author.id },
    });
    expect((await author.reply(one.topic.id)).number).toBe(3);
  });

  test('is not done into itself, into another group’s topic, or into a locked one', async () => {
    const { leader, group, elsewhere } = scene;
    const [one, other] = [await talk(scene, 0), await talk(scene, 0)];
    const merge = (into: string) => tryAct(leader, group, { kind: 'merge', topicId: one.topic.id, into });
    expect(await merge(one.topic.id)).toMatchObject({ status: 400 });
    expect(await merge((await leader.startTopic(elsewhere)).topic.id)).toMatchObject({ status: 404 });
    const { id } = await act(leader, group, { kind: 'lock', topicId: other.topic.id });
    expect(await merge(other.topic.id)).toMatchObject({
      status: 409,
      body: { code: 'already_acted', current: { id } },
    });
  });
});

describe('who may not', () => {
  const inputs = (topicId: string, other: string): Record<string, Omit<NewAct, 'reason'> | object> => ({
    pin: { topicId },
    lock: { topicId },
    'remove-topic': { topicId },
    'restore-topic': { topicId },
    move: { topicId, from: other, to: other },
    split: { topicId, numbers: [2], title: 'Aside' },
    merge: { topicId, into: other },
  });

  test('members act on no topic, nor leaders on one of a group that is not theirs', async () => {
    const { author, bystander, second, group, elsewhere } = scene;
    const [one, other] = [await talk(scene), await talk(scene)];
    for (const [kind, input] of Object.entries(inputs(one.topic.id, other.topic.id))) {
      for (const who of [author, bystander])
        expect(await tryAct(who, group, { kind, ...input })).toMatchObject({ status: 403 });
      expect(await tryAct(second, elsewhere, { kind, ...input })).toMatchObject({ status: 403 });
    }
  });

  test('a topic is acted on in its own group alone', async () => {
    const { leader, elsewhere } = scene;
    const [one, other] = [await talk(scene), await talk(scene)];
    for (const [kind, input] of Object.entries(inputs(one.topic.id, other.topic.id)))
      expect(await tryAct(leader, elsewhere, { kind, ...input })).toMatchObject({ status: 404 });
  });
});
