import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Cluster } from '../cluster/cluster.ts';
import type { PartnerFace } from '../shared/partners/partners.ts';
import { openCluster, SECRET } from './support/cluster.ts';
import { Ear } from './support/ear.ts';
import { request } from './support/http.ts';
import { type Crowd, comeAndGo, makeCrowd } from './support/partner-crowd.ts';
import { makePartner, serviceToken } from './support/partnering.ts';
import { ok, type Person } from './support/person.ts';

// Two nodes: whoever is in a directory goes by way of one, and whoever looks at it is on the other.

jest.setTimeout(60_000);

let cluster: Cluster;
let crowd: Crowd;
let partner: PartnerFace;
let token: string;
beforeAll(async () => {
  cluster = await openCluster({ balancer: false });
  crowd = await makeCrowd(near(), SECRET, 2);
  partner = await makePartner(crowd.staff, crowd.manager);
  token = await serviceToken(crowd.staff);
}, 60_000);
afterAll(() => cluster?.stop());

const near = () => cluster.nodes[0]!.url;
const far = () => cluster.nodes[1]!.url;
const stream = () => `partner:${partner.id}`;
const path = (part: string) => `/partners/${partner.slug}/${part}`;
const directory = async () => ok(await request(far(), 'GET', path('experts'))).body;

let version = 1;
async function deliver({ username }: Person, jss: number): Promise<void> {
  version += 1;
  const items = [{ username, version, facts: { jss } }];
  ok(await request(near(), 'POST', '/marketplace/facts', { token, body: { items } }));
}

const ENDINGS: [string, (person: Person) => Promise<unknown>][] = [
  ['lapses', (person) => deliver(person, 20)],
  ['is removed', async (person) => ok(await crowd.manager.delete(path(`experts/${person.username}`), { reason: 'R' }))],
];

describe.each(['with Redis', 'without Redis'])('%s', (redis) => {
  beforeAll(async () => {
    if (redis === 'without Redis') await cluster.redis!.kill('SIGKILL');
  });

  test.each(ENDINGS)(
    'who %s is out of the directory, before the eyes of members and of visitors',
    async (what, end) => {
      const person = crowd.people[what === 'lapses' ? 0 : 1]!;
      const { _id } = (await comeAndGo(crowd, partner, 'comes', crowd.people.indexOf(person)))!;
      const { head, items } = await directory();
      expect(items.map(({ id }: { id: string }) => id)).toContain(_id.toString());
      const member = await Ear.open(far(), crowd.manager.token);
      await member.watch({ [stream()]: head.seq });
      const visitor = request(far(), 'GET', path(`changes?after=${head.seq}`));
      await end(person);
      const gone = { type: 'expert.unlisted', seq: head.seq + 1, data: { expertId: _id.toString() } };
      expect(await member.next('expert.unlisted')).toMatchObject(gone);
      expect(ok(await visitor).body.events).toMatchObject([gone]);
      expect((await directory()).items).toEqual([]);
      member.close();
      if (what === 'lapses') {
        await deliver(person, 90);
        ok(await person.delete(path('expert')));
      }
    },
  );
});

test('a node that goes away answers the visitors who wait', async () => {
  const { head } = await directory();
  const all = Array.from({ length: 31 }, () => request(far(), 'GET', path(`changes?after=${head.seq}`)));
  // One is refused once the others are all waiting.
  const first = await Promise.race(all);
  expect(first.status).toBe(429);
  const gone = cluster.nodes[1]!.kill();
  const told = (await Promise.all(all)).filter(({ status }) => status === 200);
  expect(told.map(({ body }) => body)).toEqual(Array(30).fill({ events: [], head }));
  await gone;
});
