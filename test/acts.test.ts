import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import type { Act } from '../shared/acts.ts';
import type { Group } from '../shared/groups.ts';
import { reduceTopics } from '../shared/reduce/topics.ts';
import type { Topics } from '../shared/topics.ts';
import { openGuildhall } from './support/guildhall.ts';
import { ok, Person } from './support/person.ts';

let guildhall: Guildhall;
let staff: Person;
let leader: Person;
let second: Person;
let member: Person;
let group: Group;
beforeAll(async () => {
  guildhall = await openGuildhall();
  staff = await Person.register(guildhall.url, 'staff', 'staff');
  [leader, second, member] = await Person.registerEach(guildhall.url, ['leader', 'second', 'member']);
  group = await staff.makeGroup();
  for (const person of [leader, second, member]) await person.join(group);
  for (const { username } of [leader, second])
    ok(await staff.patch(`/groups/${group.slug}/members/${username}`, { role: 'leader' }));
});
afterAll(() => guildhall?.close());

const act = (who: Person, input: object) => who.post(`/groups/${group.slug}/acts`, { reason: 'For order', ...input });
const listed = async (): Promise<Topics> => ok(await member.get(`/groups/${group.slug}/topics`)).body;

test('a pinned topic leads the list, live and fetched alike, until that is undone', async () => {
  const { topic } = await member.startTopic(group, 'The first');
  await member.startTopic(group, 'The second');
  const ear = await member.listen();
  const before = await listed();
  await ear.watch({ [group.head.stream]: before.head.seq });
  const [done] = ok(await act(leader, { kind: 'pin', topicId: topic.id })).body.acts as Act[];
  const event = await ear.next('topic.changed');
  const after = await listed();
  expect(after.items[0]!.id).toBe(topic.id);
  expect(reduceTopics()(before, event, member.id).items).toEqual(after.items);
  ok(await leader.post(`/acts/${done!.id}/undo`));
  expect((await listed()).items[0]!.title).toBe('The second');
  ear.close();
});

test('of two leaders who pin a topic at once one is told who was quicker', async () => {
  const { topic } = await member.startTopic(group);
  const both = await Promise.all([leader, second].map((who) => act(who, { kind: 'pin', topicId: topic.id })));
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  const [lost, won] = [both.find(({ status }) => status === 409)!, both.find(({ status }) => status === 201)!];
  expect(lost.body).toMatchObject({ code: 'already_acted', current: { id: won.body.acts[0].id, kind: 'pin' } });
});

test('a member acts on nothing, and undoes nothing', async () => {
  const { topic } = await member.startTopic(group);
  expect(await act(member, { kind: 'pin', topicId: topic.id })).toMatchObject({ status: 403 });
  const { acts } = ok(await act(leader, { kind: 'pin', topicId: topic.id })).body;
  for (const who of [member, second]) expect(await who.post(`/acts/${acts[0].id}/undo`)).toMatchObject({ status: 404 });
});
