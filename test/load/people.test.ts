import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Api } from '../../load/api.ts';
import { groupsOf, partsOf } from '../../load/cast.ts';
import { passwordOf, readKnown, usernameOf, writeKnown } from '../../load/people/known.ts';
import { Manners } from '../../load/people/manners.ts';
import { renew, signInMembers, signOut } from '../../load/people/people.ts';
import { Scenario } from '../../load/scenario.ts';
import type { Guildhall } from '../../server/app.ts';
import { openGuildhall } from '../support/guildhall.ts';
import { temporaryDirectory } from '../support/process.ts';

// The members of a load test: who they are, and that they stay signed in.

let guildhall: Guildhall;
let manners: Manners;

beforeAll(async () => {
  guildhall = await openGuildhall();
  manners = new Manners(new Api([guildhall.url]), () => {});
});
afterAll(() => guildhall.close());

const freshlyKnown = async () => readKnown(join(await temporaryDirectory(), 'people.json'));
const statusOf = async (token: string) => (await manners.ask('GET', '/me', { token })).status;

test('who is remembered signs in; who the target has forgotten is registered again', async () => {
  const known = await freshlyKnown();
  expect((await signInMembers(manners, known, 2)).registered).toBe(2);
  const again = await signInMembers(manners, { ...known, members: 4 }, 4);
  expect(again.registered).toBe(2);
  expect(again.people.map(({ account }) => account.username)).toEqual([0, 1, 2, 3].map((at) => usernameOf(known, at)));
});

test('who was registered in a run that broke off signs in with the same secret', async () => {
  const known = await freshlyKnown();
  await signInMembers(manners, known, 1);
  expect((await signInMembers(manners, { ...known, members: 0 }, 1)).people).toHaveLength(1);
  const others = { ...known, secret: 'another secret of that length' };
  await expect(signInMembers(manners, others, 1)).rejects.toThrow(/cannot sign in: 401/);
});

test('what is remembered is read as it was written, and anything else is refused', async () => {
  const file = join(await temporaryDirectory(), 'deep', 'people.json');
  const known = { ...(await readKnown(file)), members: 7 };
  await writeKnown(file, known);
  expect(await readKnown(file)).toEqual(known);
  expect(passwordOf(known, 1)).not.toBe(passwordOf(known, 2));
  await expect(readKnown('package.json')).rejects.toThrow(/--people: package.json is not a file of an earlier run/);
});

test('tokens are renewed by the cookie, or else by the password, until one signs out', async () => {
  const [person] = (await signInMembers(manners, await freshlyKnown(), 1)).people;
  const { cookie } = person!;
  person!.token = 'run out';
  await renew(manners, person!);
  expect([await statusOf(person!.token), person!.cookie === cookie]).toEqual([200, false]);
  Object.assign(person!, { cookie: 'guildhall_refresh=nonsense', token: 'run out' });
  await renew(manners, person!);
  expect(await statusOf(person!.token)).toBe(200);
  await signOut(manners, [person!]);
  expect(await statusOf(person!.token)).toBe(401);
});

test('members are spread over parts by their shares, and over groups evenly', () => {
  const { parts } = Scenario.parse({
    name: 'two',
    about: '',
    parts: [{ share: 3, rooms: 2 }, { rooms: 'one' }],
  });
  const members = partsOf(8, parts);
  expect(members.filter((part) => part === 1)).toHaveLength(2);
  const groups = groupsOf(members, parts, 4);
  expect(groups.filter((_, index) => members[index] === 1)).toEqual([[0], [0]]);
  const places = groups.filter((_, index) => members[index] === 0).flat();
  expect(places).toHaveLength(12);
  for (const group of [0, 1, 2, 3]) expect(places.filter((place) => place === group).length).toBeGreaterThanOrEqual(2);
});
