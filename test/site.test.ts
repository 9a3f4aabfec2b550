import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '../load/conditions.ts';
import type { Guildhall } from '../server/app.ts';
import type { Site, SiteChange } from '../shared/site.ts';
import { openGuildhall } from './support/guildhall.ts';
import { request } from './support/http.ts';
import { fresh, ok, Person } from './support/person.ts';

let guildhall: Guildhall;
let staff: Person;
let colleague: Person;
let moderator: Person;
let member: Person;
beforeAll(async () => {
  guildhall = await openGuildhall({ limitFactor: 1 });
  staff = await Person.register(guildhall.url, 'staff', 'staff');
  colleague = await Person.register(guildhall.url, 'colleague', 'staff');
  moderator = await Person.register(guildhall.url, 'moderator', 'moderator');
  member = await Person.register(guildhall.url, 'member');
  // More newcomers than usual, who all come from one address.
  await change({ limits: { register: { points: 10_000, duration: 60 } } });
});
afterAll(() => guildhall?.close());

const read = async (): Promise<Site> => ok(await staff.get('/site')).body;

async function changing(changes: Partial<SiteChange>): Promise<SiteChange> {
  const { version, registration, rules, limits } = await read();
  return { version, registration, rules, limits, reason: 'For order', ...changes };
}
const change = async (changes: Partial<SiteChange>): Promise<Site> =>
  ok(await staff.put('/site', await changing(changes))).body;

const register = () => {
  const username = fresh('newcomer');
  return request(guildhall.url, 'POST', '/auth/register', {
    body: { username, email: `${username}@test.invalid`, password: 'correct horse battery' },
  });
};

test('staff close and open registration, and it holds a moment later', async () => {
  await change({ registration: 'closed' });
  await eventually(
    async () => (await register()).status === 403,
    () => 'registration is closed',
  );
  expect(await register()).toMatchObject({ status: 403, body: { code: 'registration_closed' } });
  await change({ registration: 'open' });
  await eventually(
    async () => (await register()).status === 201,
    () => 'registration is open again',
  );
});

test('a limit that was changed holds without a restart, and goes back to what it was', async () => {
  const person = await Person.register(guildhall.url);
  const asked = async () => (await person.get('/me')).status;
  expect(await asked()).toBe(200);
  await change({ limits: { read: { points: 2, duration: 600 } } });
  await eventually(
    async () => (await asked()) === 429,
    () => 'the new limit is in force',
  );
  await eventually(
    async () => (await staff.put('/site', await lastChange(colleague))).status === 200,
    () => 'the limits are as they come',
  );
  await eventually(
    async () => (await asked()) === 200,
    () => 'the limit is what it was',
  );
});

/** Reading is what is limited here: whoever has not read much yet puts the limits back. */
async function lastChange(who: Person): Promise<SiteChange> {
  const { version, registration, rules } = ok(await who.get('/site')).body as Site;
  return { version, registration, rules, limits: {}, reason: 'As it was' };
}

test('of two who change it at once one is refused, and shown what is there', async () => {
  const ear = await colleague.listen();
  await ear.watch({ staff: null });
  const [one, other] = [await changing({ limits: { post: { points: 40, duration: 60 } } }), await changing({})];
  const answers = await Promise.all([staff.put('/site', one), colleague.put('/site', other)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const lost = answers.find(({ status }) => status === 409)!;
  expect(lost.body).toMatchObject({ code: 'settings_changed', current: { version: one.version + 1 } });
  const { data } = await ear.next('site.changed');
  expect(data.version).toBe(one.version + 1);
  expect((await ear.next('act.done')).data).toMatchObject({ kind: 'site', reason: 'For order', subject: null });
  expect((await read()).changedAt).toBe(data.at);
  ear.close();
});

test('there are only the limits there are', async () => {
  const refused = await staff.put('/site', await changing({ limits: { nonsense: { points: 1, duration: 1 } } }));
  expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'limits.nonsense' }] } });
  for (const name of ['constructor', 'toString'])
    expect(await staff.put('/site', await changing({ limits: { [name]: { points: 1, duration: 1 } } }))).toMatchObject({
      status: 400,
    });
});

test('nobody but staff sees or changes it', async () => {
  const body = await changing({});
  for (const who of [member, moderator]) {
    expect(await who.get('/site')).toMatchObject({ status: 403 });
    expect(await who.put('/site', body)).toMatchObject({ status: 403 });
  }
});
