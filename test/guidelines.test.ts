import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import type { Group } from '../shared/groups.ts';
import { askIn, closedScene, codeOf, NOTHING } from './support/closed.ts';
import { openGuildhall } from './support/guildhall.ts';
import { community, ok, Person } from './support/person.ts';

let guildhall: Guildhall;
beforeAll(async () => {
  guildhall = await openGuildhall();
});
afterAll(() => guildhall?.close());

let group: Group;
let leader: Person;
let member: Person;
let topicId: string;
beforeEach(async () => {
  const made = await community(guildhall.url, 1);
  ({ group, leader } = made);
  member = made.members[0]!;
  topicId = (await member.startTopic(group)).topic.id;
});

const base = () => `/groups/${group.slug}`;
const say = (who: Person) => who.post(`/topics/${topicId}/posts`, { clientId: randomUUID(), body: randomUUID() });
const revise = async (guidelines: string) => ok(await leader.patch(base(), { guidelines }));
const accept = (who: Person, version: number) => who.put(`${base()}/guidelines-acceptance`, { version });

describe('guidelines', () => {
  test('that are new are accepted before the next post, reply or edit', async () => {
    const { post } = ok(await say(member)).body;
    await revise('Be kind.');
    const topic = { clientId: randomUUID(), title: 'T', body: 'B' };
    expect(codeOf(await say(member))).toBe('guidelines_changed');
    expect(codeOf(await member.post(`${base()}/topics`, topic))).toBe('guidelines_changed');
    expect(codeOf(await member.patch(`/posts/${post.id}`, { body: 'Edited' }))).toBe('guidelines_changed');
    const accepted = ok(await accept(member, 2)).body;
    expect(accepted.membership.guidelinesVersion).toBe(2);
    ok(await say(member));
    ok(await member.post(`${base()}/topics`, topic));
    ok(await member.patch(`/posts/${post.id}`, { body: 'Edited' }));
  });

  test('do not keep members from reading, kudos, or taking back what they said', async () => {
    const { post } = ok(await say(member)).body;
    const said = await leader.reply(topicId);
    await revise('Be kind.');
    ok(await member.get(`/topics/${topicId}/posts`));
    ok(await member.put(`/posts/${said.id}/kudos`));
    ok(await member.delete(`/posts/${post.id}`));
  });

  test('are accepted as they are: not an older version, nor one to come', async () => {
    await revise('Be kind.');
    await revise('Be kinder.');
    for (const version of [1, 2, 4]) expect(codeOf(await accept(member, version))).toBe('guidelines_changed');
    expect(codeOf(await say(member))).toBe('guidelines_changed');
    ok(await accept(member, 3));
    ok(await accept(member, 3));
    ok(await say(member));
  });

  test('that were taken away are nothing to accept', async () => {
    await revise('Be kind.');
    await revise('');
    ok(await say(member));
  });

  test('that stay as they were ask nobody anything', async () => {
    await revise('Be kind.');
    ok(await accept(member, 2));
    ok(await leader.patch(base(), { guidelines: 'Be kind.', name: 'Another name' }));
    ok(await say(member));
  });

  test('have been accepted by who wrote them', async () => {
    await revise('Be kind.');
    expect(ok(await leader.get(base())).body.membership.guidelinesVersion).toBe(2);
    ok(await say(leader));
  });

  test('that are accepted on one device are accepted on all', async () => {
    await revise('Be kind.');
    const ear = await member.listen();
    await ear.watch({ [member.ownStream]: null });
    ok(await accept(member, 2));
    expect((await ear.next('guidelines.accepted')).data).toEqual({ groupId: group.id, version: 2 });
    ear.close();
  });

  test('are accepted by members only', async () => {
    const stranger = await Person.register(guildhall.url);
    expect(codeOf(await accept(stranger, 1))).toBe('not_a_member');
    const closed = await closedScene(guildhall.url);
    const path = `/groups/${closed.group.slug}/guidelines-acceptance`;
    for (const version of [1, 2]) expect(await closed.outsider.put(path, { version })).toMatchObject(NOTHING);
    await askIn(closed.outsider, closed.group);
    expect(await closed.outsider.put(path, { version: 1 })).toMatchObject(NOTHING);
  });

  test('that change while many post let those in who have accepted, and stop the others, whatever comes together', async () => {
    const { members } = await community(guildhall.url, 4);
    for (const person of members) await person.join(group);
    await revise('Be kind.');
    for (const person of members.slice(0, 2)) ok(await accept(person, 2));
    const codes = (await Promise.all(members.map(say))).map(codeOf);
    expect(codes).toEqual([201, 201, 'guidelines_changed', 'guidelines_changed']);
  });
});
