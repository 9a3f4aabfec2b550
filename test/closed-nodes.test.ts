import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Cluster } from '../cluster/cluster.ts';
import { groupStream, leadersStream } from '../shared/streams.ts';
import { type ClosedScene, closedScene, letIn } from './support/closed.ts';
import { openCluster } from './support/cluster.ts';
import { Ear } from './support/ear.ts';
import { ok, Person } from './support/person.ts';

// Two nodes: what ends a permission is done on one, and heard of on the other, where the one concerned listens.

jest.setTimeout(60_000);

let cluster: Cluster;
let scene: ClosedScene;
let open: Ear[] = [];
beforeAll(async () => {
  cluster = await openCluster({ balancer: false });
  scene = await closedScene(cluster.nodes[0]!.url);
}, 60_000);
afterAll(() => cluster?.stop());
afterEach(() => {
  for (const ear of open) ear.close();
  open = [];
});

/** Listens on the second node. */
async function listen(person: Person, stream: string): Promise<Ear> {
  const ear = await Ear.open(cluster.nodes[1]!.url, person.token);
  open.push(ear);
  expect(await ear.watch({ [stream]: null })).toMatchObject({ [stream]: { events: [] } });
  return ear;
}

const base = () => `/groups/${scene.group.slug}`;
const pathOf = ({ username }: Person) => `${base()}/members/${username}`;
const assign = (person: Person, role: string) => scene.staff.patch(`/accounts/${person.username}`, { role }).then(ok);

type Ending = {
  name: string;
  /** What they are before. */
  be: (person: Person) => Promise<unknown>;
  stream: () => string;
  end: (person: Person) => Promise<unknown>;
  told: string;
};

const inside = () => groupStream(scene.group.id);
const leading = () => leadersStream(scene.group.id);
const member = (person: Person) => letIn(scene.leader, person, scene.group);
const asLeader = async (person: Person) => {
  await member(person);
  ok(await scene.staff.patch(pathOf(person), { role: 'leader' }));
};

const ENDINGS: Ending[] = [
  {
    name: 'removed',
    be: member,
    stream: inside,
    end: (person) => scene.leader.delete(pathOf(person), { reason: 'Spam' }).then(ok),
    told: 'revoked',
  },
  {
    name: 'banned',
    be: member,
    stream: inside,
    end: ({ username }) => scene.leader.post(`${base()}/sanctions`, { username, kind: 'ban', reason: 'Spam' }).then(ok),
    told: 'revoked',
  },
  {
    name: 'gone of their own will',
    be: member,
    stream: inside,
    end: (person) => person.delete(`${base()}/membership`).then(ok),
    told: 'revoked',
  },
  {
    name: 'no longer a leader',
    be: asLeader,
    stream: leading,
    end: (person) => scene.staff.patch(pathOf(person), { role: 'member' }).then(ok),
    told: 'revoked',
  },
  {
    name: 'no longer a moderator of the site',
    be: (person) => assign(person, 'moderator'),
    stream: inside,
    end: (person) => assign(person, 'member'),
    told: 'closing',
  },
  {
    name: 'no longer of the staff',
    be: (person) => assign(person, 'staff'),
    stream: () => 'staff',
    end: (person) => assign(person, 'member'),
    told: 'closing',
  },
  {
    name: 'outside a group that was closed',
    be: () => scene.leader.patch(base(), { access: 'open' }).then(ok),
    stream: inside,
    end: () => scene.leader.patch(base(), { access: 'closed' }).then(ok),
    told: 'revoked',
  },
];

/** Something happens on each stream, and whoever may hear it has heard it. */
async function happen(): Promise<void> {
  const { leader, staff, outsider, group } = scene;
  const ears = [await listen(leader, inside()), await listen(leader, leading()), await listen(staff, 'staff')] as const;
  await leader.startTopic(group);
  const { id } = ok(await outsider.post(`${base()}/join-requests`, { message: 'Please' })).body;
  ok(await outsider.patch(`/join-requests/${id}`, { decision: 'cancel' }));
  const wish = { name: 'N', category: 'Impact', access: 'open', description: 'D', motivation: 'M' };
  ok(await outsider.post('/lead-applications', wish));
  await ears[0].next('topic.created');
  await ears[1].next('join_request.sent');
  await ears[2].next('lead_application.sent');
}

describe.each(['with Redis', 'without Redis'])('%s', (redis) => {
  beforeAll(async () => {
    if (redis === 'without Redis') await cluster.redis!.kill('SIGKILL');
  });

  test.each(ENDINGS)('one who is $name hears nothing more on any node', async ({ be, stream, end, told }) => {
    const person = await Person.register(cluster.nodes[0]!.url);
    await be(person);
    const name = stream();
    const ear = await listen(person, name);
    await end(person);
    await ear.notice(({ type }) => type === told);
    await happen();
    if (told === 'revoked') await ear.settled();
    const after = ear.events(name).filter(({ type }) => /^(topic|join_request|lead_application)/.test(type));
    expect(after).toEqual([]);
    const again = await Ear.open(cluster.nodes[1]!.url, person.token);
    open.push(again);
    expect(await again.watch({ [name]: 0 })).toEqual({ [name]: { denied: true } });
  });
});
