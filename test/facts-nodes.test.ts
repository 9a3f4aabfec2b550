import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Cluster } from '../cluster/cluster.ts';
import type { Dealings } from '../shared/partners/dealings.ts';
import type { DeliveryOutcomes, FactDelivery } from '../shared/partners/facts.ts';
import { openCluster, SECRET } from './support/cluster.ts';
import { Ear } from './support/ear.ts';
import { request } from './support/http.ts';
import { serviceToken } from './support/partnering.ts';
import { ok, Person } from './support/person.ts';

// The same freelancers' facts come to two nodes at once.

let cluster: Cluster;
let urls: string[];
let people: Person[];
let token: string;
beforeAll(async () => {
  cluster = await openCluster({ balancer: false, redis: false });
  urls = cluster.nodes.map(({ url }) => url);
  const [staff] = await Person.makeMany(urls[0]!, SECRET, 1, 'staff');
  people = await Person.makeMany(urls[0]!, SECRET, 3);
  token = await serviceToken(staff!);
}, 60_000);
afterAll(() => cluster?.stop());

const VERSIONS = 12;
const ENGLISH = ['basic', 'conversational', 'fluent', 'native'] as const;

/** All that was ever said of someone: what is odd of every other version alone. */
const told = ({ username }: Person): FactDelivery[] =>
  Array.from({ length: VERSIONS }, (_, index) => ({
    username,
    version: index + 1,
    facts: { jss: 60 + index, ...(index % 2 === 0 && { english: ENGLISH[index % 4]!, completeness: 80 + index }) },
  }));

const deliver = async (url: string, items: FactDelivery[]): Promise<DeliveryOutcomes> =>
  ok(await request(url, 'POST', '/marketplace/facts', { token, body: { items } })).body;

test('they end the same, with one event for each change, the last of which says what is known', async () => {
  const [first, second] = urls as [string, string];
  const ears = await Promise.all(people.map(({ token: own }) => Ear.open(second, own)));
  await Promise.all(ears.map((ear, index) => ear.watch({ [people[index]!.ownStream]: null })));
  const forth = people.flatMap(told);
  const back = forth.toReversed();
  const turned = Array.from({ length: VERSIONS }, (_, place) =>
    forth.filter(({ version }) => version % VERSIONS === place),
  );
  await Promise.all([deliver(first, forth), deliver(second, back), ...turned.map((items) => deliver(second, items))]);

  for (const [index, person] of people.entries()) {
    const { facts, head }: Dealings = ok(await person.at(first).get('/me/partners')).body;
    expect(facts.facts).toEqual({ jss: 71, english: 'fluent', completeness: 90 });
    const ear = ears[index]!;
    await ear.next('facts.changed', ({ seq }) => seq === head.seq);
    const heard = ear.events(person.ownStream);
    expect(heard.map(({ seq }) => seq)).toEqual(Array.from({ length: head.seq }, (_, at) => at + 1));
    expect(heard.at(-1)?.data).toEqual(facts);
    ear.close();
  }
  const again = await Promise.all(urls.map((url) => deliver(url, forth)));
  expect(new Set(again.flatMap(({ items }) => items.map(({ outcome }) => outcome)))).toEqual(new Set(['known']));
});
