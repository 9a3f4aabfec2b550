import type { Account, SignedIn } from '../../shared/accounts.ts';
import { type Answer, isDone } from '../api.ts';
import { UsageError } from '../errors.ts';
import { type Known, passwordOf, usernameOf } from './known.ts';
import { forEach, type Manners } from './manners.ts';

/** Someone of the run, signed in. */
export type Person = { account: Account; token: string; cookie: string; login: string; password: string };

/** How many are signed in at a time: passwords are dear to check. */
const AT_ONCE = 8;

/**
 * Signs in the members of an earlier run, and registers those who are missing.
 * @returns them, and how many were registered.
 * @throws UsageError
 */
export async function signInMembers(
  manners: Manners,
  known: Known,
  count: number,
): Promise<{ people: Person[]; registered: number }> {
  const people: Person[] = new Array(count);
  let registered = 0;
  await forEach([...people.keys()], AT_ONCE, async (index) => {
    const login = usernameOf(known, index);
    const password = passwordOf(known, index);
    let answer = index < known.members ? await signIn(manners, login, password) : null;
    // The target may have begun afresh since.
    if (!answer || answer.status === 401) {
      const body = { username: login, email: `${login}@load.invalid`, password, displayName: `Load ${index + 1}` };
      const made = await manners.ask('POST', '/auth/register', { body });
      if (isDone(made)) registered += 1;
      answer = made.code === 'username_taken' ? await signIn(manners, login, password) : made;
    }
    people[index] = personOf(answer, login, password);
  });
  return { people, registered };
}

/** @param password of the staff account. @throws UsageError where it is none. */
export async function signInStaff(manners: Manners, login: string, password: string): Promise<Person> {
  const answer = await signIn(manners, login, password);
  if (answer.status === 401) throw new UsageError(`--staff: ${login} cannot sign in with LOAD_STAFF_PASSWORD.`);
  const person = personOf(answer, login, password);
  if (person.account.role !== 'staff') throw new UsageError(`--staff: ${login} is not a staff account.`);
  return person;
}

/** Gets a new access token, by the cookie or else by the password. Leaves all as it is where that fails. */
export async function renew(manners: Manners, person: Person): Promise<void> {
  const refreshed = await manners.ask('POST', '/auth/refresh', { cookie: person.cookie }).catch(() => null);
  const answer = refreshed && isDone(refreshed) ? refreshed : await signIn(manners, person.login, person.password);
  if (!isDone(answer)) return;
  person.token = (answer.body as SignedIn).accessToken;
  person.cookie = answer.cookies[0] ?? person.cookie;
}

/** Ends the sessions of a run, as far as the target lets it. */
export async function signOut(manners: Manners, people: Person[]): Promise<void> {
  await forEach(people, AT_ONCE, async ({ cookie }) => {
    await manners.ask('POST', '/auth/logout', { cookie });
  });
}

const signIn = (manners: Manners, login: string, password: string): Promise<Answer> =>
  manners.ask('POST', '/auth/login', { body: { login, password } });

function personOf(answer: Answer, login: string, password: string): Person {
  if (!isDone(answer)) throw new UsageError(`${login} cannot sign in: ${answer.status} ${answer.code}.`);
  const { account, accessToken } = answer.body as SignedIn;
  return { account, token: accessToken, cookie: answer.cookies[0] ?? '', login, password };
}
