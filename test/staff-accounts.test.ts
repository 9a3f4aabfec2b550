import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AccountModel } from '../server/accounts/account.ts';
import { completeAccounts } from '../server/accounts/complete-accounts.ts';
import type { Guildhall } from '../server/app.ts';
import { toId } from '../server/db/id.ts';
import type { StaffAccounts } from '../shared/staff.ts';
import { openGuildhall } from './support/guildhall.ts';
import { fresh, ok, Person } from './support/person.ts';

let guildhall: Guildhall;
let staff: Person;
beforeAll(async () => {
  guildhall = await openGuildhall();
  staff = await Person.register(guildhall.url, 'staff', 'staff');
});
afterAll(() => guildhall?.close());

async function find(q: string, more = ''): Promise<StaffAccounts> {
  return ok(await staff.get(`/staff/accounts?q=${encodeURIComponent(q)}${more}`)).body;
}
const found = async (q: string) => (await find(q)).items.map(({ member }) => member.id);

test('an account is found by how its username, display name or e-mail address begins, in any case', async () => {
  const person = await Person.register(guildhall.url, 'arthur');
  const name = `Ångström ${fresh('dent')}`;
  ok(await person.patch('/me', { displayName: name }));
  for (const q of [person.username, person.username.toUpperCase(), person.username.slice(0, -2)])
    expect(await found(q)).toEqual([person.id]);
  for (const q of [name, name.toLowerCase()]) expect(await found(q)).toEqual([person.id]);
  expect(await found(person.account.email.toUpperCase())).toEqual([person.id]);
  const [line] = (await find(person.username)).items;
  expect(line).toMatchObject({ member: { displayName: name }, email: person.account.email, suspension: null });
});

test('what stands in the middle of a name, and what looks like a pattern, finds nobody', async () => {
  const person = await Person.register(guildhall.url, 'trillian');
  for (const q of [person.username.slice(1), `.*${person.username}`, `^${person.username}`, '[a-z]'])
    expect(await found(q)).toEqual([]);
});

test('a list goes on where the last page ended, in the order of usernames', async () => {
  const stem = fresh('page');
  const people = await Person.registerEach(
    guildhall.url,
    [1, 2, 3, 4, 5].map((place) => `${stem}${place}`),
  );
  const names: string[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const page = await find(stem, `&limit=2${next && `&cursor=${next}`}`);
    names.push(...page.items.map(({ member }) => member.username));
    next = page.next;
  }
  expect(names).toEqual(people.map(({ username }) => username).sort());
});

test('an account says how much of everything there is of it', async () => {
  const person = await Person.register(guildhall.url);
  const group = await staff.makeGroup();
  await person.join(group);
  await person.startTopic(group);
  const account = ok(await staff.get(`/staff/accounts/${person.username}`)).body;
  expect(account).toMatchObject({ sessions: 1, posts: 1, groups: 1, suspension: null, erasedAt: null });
  expect(await staff.get('/staff/accounts/nobody.here')).toMatchObject({ status: 404 });
});

test('accounts from before are found by their display names, too', async () => {
  const person = await Person.register(guildhall.url);
  const displayName = fresh('Zarniwoop');
  await AccountModel.updateOne({ _id: toId(person.id) }, { $set: { displayName }, $unset: { nameKey: 1 } });
  expect(await found(displayName)).toEqual([]);
  await completeAccounts();
  expect(await found(displayName)).toEqual([person.id]);
});

test('nobody but staff looks for accounts, or into one', async () => {
  for (const role of ['member', 'moderator'] as const) {
    const person = await Person.register(guildhall.url, role, role);
    expect(await person.get('/staff/accounts')).toMatchObject({ status: 403 });
    expect(await person.get(`/staff/accounts/${person.username}`)).toMatchObject({ status: 403 });
  }
});
