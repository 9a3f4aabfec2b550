import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Cluster } from '../cluster/cluster.ts';
import type { Message } from '../shared/messages.ts';
import { openCluster, SECRET } from './support/cluster.ts';
import { Ear } from './support/ear.ts';
import { type Answer, request } from './support/http.ts';
import { ok, Person } from './support/person.ts';

// Two nodes and Redis, in processes of their own: what queues up in order on one node runs into each other on two.

let cluster: Cluster;
beforeAll(async () => {
  cluster = await openCluster({ balancer: false });
}, 60_000);
afterAll(() => cluster?.stop());

const people = (count: number) => Person.makeMany(cluster.nodes[0]!.url, SECRET, count);

/** What one asks on a node of choice. */
const on = (node: number, { token }: Person, method: string, path: string, body?: unknown): Promise<Answer> =>
  request(cluster.nodes[node]!.url, method, path, { token, body });

const begin = (node: number, from: Person, to: Person, clientId: string = randomUUID()) =>
  on(node, from, 'POST', '/me/conversations', { username: to.username, clientId, body: 'Hello' });

const numbersOf = (messages: Message[]) => messages.map(({ number }) => number);

const oneTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

test('two who begin to write to each other on two nodes at once have one conversation', async () => {
  for (let round = 0; round < 5; round += 1) {
    const [ada, bob] = (await people(2)) as [Person, Person];
    const answers = await Promise.all([begin(0, ada, bob), begin(1, bob, ada), begin(1, ada, bob)]);
    expect(new Set(answers.map((answer) => ok(answer).body.conversation.id)).size).toBe(1);
    expect(numbersOf(answers.map(({ body }) => body.message)).sort()).toEqual([1, 2, 3]);
  }
});

test('a message that is sent on two nodes at once is one', async () => {
  const [ada, bob] = (await people(2)) as [Person, Person];
  const clientId = randomUUID();
  const answers = await Promise.all([0, 1, 0, 1].map((node) => begin(node, ada, bob, clientId)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
  expect(new Set(answers.map(({ body }) => body.message.id)).size).toBe(1);
});

test('both write as fast as they can, each on a node: both hear all of it, in one order', async () => {
  const [ada, bob] = (await people(2)) as [Person, Person];
  const ears = [await Ear.open(cluster.nodes[0]!.url, ada.token), await Ear.open(cluster.nodes[1]!.url, bob.token)];
  for (const [index, { ownStream }] of [ada, bob].entries()) await ears[index]!.watch({ [ownStream]: null });
  const sent = oneTo(15).flatMap(() => [begin(0, ada, bob), begin(1, bob, ada)]);
  for (const answer of await Promise.all(sent)) ok(answer);
  const [hers, his] = await Promise.all(ears.map((ear) => heardUpTo(ear, 30)));
  expect(numbersOf(hers!)).toEqual(oneTo(30));
  expect(his).toEqual(hers);
  for (const ear of ears) ear.close();
});

test('an invitation that is accepted on two nodes at once lets in once', async () => {
  const [leader] = (await Person.makeMany(cluster.nodes[0]!.url, SECRET, 1, 'staff')) as [Person];
  const [invitee] = (await people(1)) as [Person];
  const group = await leader.makeGroup();
  const { id } = ok(await leader.post(`/groups/${group.slug}/invitations`, { username: invitee.username })).body;
  const accept = (node: number) => on(node, invitee, 'PATCH', `/invitations/${id}`, { decision: 'accept' });
  const answers = await Promise.all([accept(0), accept(1)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(ok(await leader.get(`/groups/${group.slug}`)).body.memberCount).toBe(2);
});

test('leaders who invite the same member on two nodes at once have invited them once', async () => {
  const leaders = await Person.makeMany(cluster.nodes[0]!.url, SECRET, 2, 'staff');
  const [invitee] = (await people(1)) as [Person];
  const { slug } = await leaders[0]!.makeGroup();
  const invite = (leader: Person, node: number) =>
    on(node, leader, 'POST', `/groups/${slug}/invitations`, { username: invitee.username });
  const answers = await Promise.all(leaders.map(invite));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(answers.find(({ status }) => status === 409)!.body.code).toBe('already_invited');
});

async function heardUpTo(ear: Ear, number: number): Promise<Message[]> {
  await ear.next('message.sent', ({ data }) => data.message.number === number);
  return ear.events().map(({ data }) => (data as { message: Message }).message);
}
