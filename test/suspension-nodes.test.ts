import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Cluster } from '../cluster/cluster.ts';
import { groupStream } from '../shared/streams.ts';
import { openCluster } from './support/cluster.ts';
import { Ear } from './support/ear.ts';
import { community, ok, Person } from './support/person.ts';

// Two nodes: staff act on one, and whoever it is about listens on the other.

jest.setTimeout(60_000);

let cluster: Cluster;
let scene: Awaited<ReturnType<typeof community>>;
let open: Ear[] = [];
beforeAll(async () => {
  cluster = await openCluster({ balancer: false });
  scene = await community(cluster.nodes[0]!.url, 1);
}, 60_000);
afterAll(() => cluster?.stop());
afterEach(() => {
  for (const ear of open) ear.close();
  open = [];
});

const far = () => cluster.nodes[1]!.url;

async function listen(person: Person): Promise<Ear> {
  const ear = await Ear.open(far(), person.token);
  open.push(ear);
  await ear.watch({ [groupStream(scene.group.id)]: null, [person.ownStream]: null });
  return ear;
}

const ENDINGS = [
  {
    name: 'suspended',
    end: ({ username }: Person) => scene.leader.put(`/staff/accounts/${username}/suspension`, { reason: 'Spam' }),
    closing: 'suspended',
    refused: 403,
  },
  {
    name: 'erased',
    end: ({ username }: Person) =>
      scene.leader.post(`/staff/accounts/${username}/erasure`, {
        username,
        posts: 'keep',
        reason: 'They asked for it',
      }),
    closing: 'revoked',
    refused: 401,
  },
];

describe.each(['with Redis', 'without Redis'])('%s', (redis) => {
  beforeAll(async () => {
    if (redis === 'without Redis') await cluster.redis!.kill('SIGKILL');
  });

  test.each(ENDINGS)(
    'one who is $name is out on every node and comes back to none',
    async ({ end, closing, refused }) => {
      const person = await Person.register(cluster.nodes[0]!.url);
      await person.join(scene.group);
      const [theirs, bystander] = [await listen(person), await listen(scene.members[0]!)];
      ok(await end(person));
      expect((await theirs.notice(({ type }) => type === 'closing')).payload).toEqual({ code: closing });
      await theirs.notice(({ type }) => type === 'disconnect');
      await scene.leader.startTopic(scene.group);
      await bystander.next('topic.created');
      expect(theirs.events().some(({ type }) => type === 'topic.created')).toBe(false);
      for (const { url } of cluster.nodes) expect((await person.at(url).get('/me')).status).toBe(refused);
      await expect(Ear.open(far(), person.token)).rejects.toThrow();
    },
  );
});
