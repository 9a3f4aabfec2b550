import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Cluster } from '../cluster/cluster.ts';
import type { Group } from '../shared/groups.ts';
import type { HeldPost } from '../shared/rules.ts';
import { groupStream, leadersStream } from '../shared/streams.ts';
import { openCluster, SECRET } from './support/cluster.ts';
import { Ear } from './support/ear.ts';
import type { Answer } from './support/http.ts';
import { ok, Person } from './support/person.ts';

// Two nodes. Members post on the second; those who lead are on the first.

jest.setTimeout(60_000);

const HOLD = { kind: 'keyword', name: 'Sales', action: 'hold', words: ['for sale'], message: 'Sales wait' };

let cluster: Cluster;
let leader: Person;
let bystander: Person;
beforeAll(async () => {
  cluster = await openCluster({ balancer: false });
  [leader] = (await Person.makeMany(near(), SECRET, 1, 'staff')) as [Person];
  [bystander] = (await Person.makeMany(near(), SECRET, 1)) as [Person];
}, 60_000);
afterAll(() => cluster?.stop());

const near = () => cluster.nodes[0]!.url;
const far = () => cluster.nodes[1]!.url;

let group: Group;
let topicId: string;
let author: Person;
let open: Ear[] = [];
beforeEach(async () => {
  group = await leader.makeGroup();
  [author] = (await Person.makeMany(far(), SECRET, 1)) as [Person];
  for (const person of [author, bystander]) await person.join(group);
  topicId = (await leader.startTopic(group)).topic.id;
});
afterEach(() => {
  for (const ear of open) ear.close();
  open = [];
});

async function listen(person: Person, url: string, ...streams: string[]): Promise<Ear> {
  const ear = await Ear.open(url, person.token);
  open.push(ear);
  await ear.watch(Object.fromEntries(streams.map((stream) => [stream, null])));
  return ear;
}

const reply = (url: string, body = `A reply ${randomUUID()}`): Promise<Answer> =>
  author.at(url).post(`/topics/${topicId}/posts`, { clientId: randomUUID(), body });
const rules = (version: number, items: object[]) =>
  leader.put(`/groups/${group.slug}/rules`, { version, items, preapprove: 0, reason: 'For order' });
const slow = (from: number, seconds: number) =>
  leader.post(`/groups/${group.slug}/acts`, { kind: 'slow', from, seconds, reason: 'For order' }).then(ok);

describe.each(['with Redis', 'without Redis'])('%s', (redis) => {
  beforeAll(async () => {
    if (redis === 'without Redis') await cluster.redis!.kill('SIGKILL');
  });

  test('what one node holds waits before the eyes of who leads on another, and is posted from there', async () => {
    const queue = await listen(leader, near(), leadersStream(group.id));
    const [theirs, others] = [
      await listen(author, far(), author.ownStream),
      await listen(bystander, far(), groupStream(group.id)),
    ];
    expect((await reply(far(), `Nothing for sale ${randomUUID()}`)).status).toBe(201);
    ok(await rules(0, [HOLD]));
    // In force on every node once it is answered.
    const answer = await reply(far(), `For sale ${randomUUID()}`);
    expect(answer.status).toBe(202);
    const { body } = answer.body.held as HeldPost;
    const { data: report } = await queue.next('report.filed');
    expect(report).toMatchObject({ kind: 'held', post: { body } });
    ok(await leader.patch(`/reports/${report.id}`, { resolution: 'approved', reason: 'Fine' }));
    expect((await others.next('post.created', ({ data }) => data.post.body === body)).data.post).toMatchObject({
      number: 3,
      author: { id: author.id },
    });
    expect((await theirs.next('held.decided')).data).toMatchObject({ state: 'approved', body });
  });

  test('of two who decide about one held post on two nodes one is late', async () => {
    ok(await rules(0, [HOLD]));
    expect((await reply(far(), `For sale ${randomUUID()}`)).status).toBe(202);
    const [{ id }] = ok(await leader.get(`/groups/${group.slug}/reports?kind=held`)).body.items;
    const decide = (url: string, resolution: string) =>
      leader.at(url).patch(`/reports/${id}`, { resolution, reason: 'Looked at' });
    const answers = await Promise.all([decide(near(), 'approved'), decide(far(), 'refused')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { items } = ok(await author.get(`/topics/${topicId}/posts`)).body;
    expect(items).toHaveLength(answers[0]!.status === 200 ? 2 : 1);
  });

  test('slow mode lets one of two posts through that are sent to two nodes at once, until it ends on both', async () => {
    await slow(0, 600);
    const answers = await Promise.all([reply(near()), reply(far())]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 429]);
    for (const url of [near(), far()])
      expect(await reply(url)).toMatchObject({ status: 429, body: { code: 'slow_mode' } });
    await slow(600, 0);
    for (const url of [near(), far()]) expect((await reply(url)).status).toBe(201);
  });
});
