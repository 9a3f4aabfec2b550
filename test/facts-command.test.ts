import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rowsOf } from '../facts/rows.ts';
import { eventually } from '../load/conditions.ts';
import type { Guildhall } from '../server/app.ts';
import type { KnownFacts } from '../shared/partners/facts.ts';
import { openGuildhall } from './support/guildhall.ts';
import { request } from './support/http.ts';
import { serviceToken } from './support/partnering.ts';
import { ok, Person } from './support/person.ts';

// `npm run facts`, as people run it: a process of its own, a file, and a Guildhall at the other end.

let guildhall: Guildhall;
let staff: Person;
let [ana, ben]: Person[] = [];
let token: string;
let folder: string;
beforeAll(async () => {
  guildhall = await openGuildhall({ limitFactor: 1 });
  staff = await Person.register(guildhall.url, 'staff', 'staff');
  [ana, ben] = await Person.registerEach(guildhall.url, ['ana', 'ben']);
  token = await serviceToken(staff);
  folder = await mkdtemp(join(tmpdir(), 'guildhall-facts-'));
});
afterAll(async () => {
  await guildhall?.close();
  await rm(folder, { recursive: true });
});

type Run = { code: number | null; out: string; errors: string };

/** Runs it on a file of these lines. `errors` names lines without the file. */
async function run(lines: string[], by = token, url = guildhall.url): Promise<Run> {
  const file = join(folder, 'facts.csv');
  await writeFile(file, lines.join('\n'));
  const child = spawn(process.execPath, ['--import', 'tsx', 'facts/main.ts', file, '--url', url], {
    env: { PATH: process.env.PATH, GUILDHALL_TOKEN: by },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code, out: out.trim(), errors: errors.trim().replaceAll(`${file}:`, '') };
}

const factsOf = async (person: Person | undefined): Promise<KnownFacts> =>
  ok(await person!.get('/me/partners')).body.facts.facts;

const HEADING = 'username,version,status,jss,completeness,visibility,english,from_elance,joined_at,invited_by';

test('what is in the file is delivered, and may be delivered again', async () => {
  const lines = [
    `\ufeff${HEADING}`,
    `${ana!.username},3,active,95,100,public,native,false,2024-05-01T10:00:00Z,`,
    `"${ben!.username}", 1 ,active,none,100,,,true,2026-01-01T00:00:00Z,a-partner`,
    '',
  ];
  expect(await run(lines)).toEqual({
    code: 0,
    out: '2 taken, 0 known already, 0 of nobody here, 0 in conflict, 0 not understood',
    errors: '',
  });
  const joined = (at: string, invitedBy: string | null) => ({ at: `${at}.000Z`, invitedBy });
  expect(await factsOf(ana)).toEqual({
    ...{ status: 'active', jss: 95, completeness: 100, visibility: 'public', english: 'native', fromElance: false },
    joined: joined('2024-05-01T10:00:00', null),
  });
  expect(await factsOf(ben)).toEqual({
    ...{ status: 'active', jss: null, completeness: 100, fromElance: true },
    joined: joined('2026-01-01T00:00:00', 'a-partner'),
  });
  expect(await run(lines)).toMatchObject({ code: 0, out: expect.stringContaining('0 taken, 2 known already') });
});

test('lines that are wrong are named, and no other is lost for them', async () => {
  const { code, out, errors } = await run([
    'jss,username,version',
    `101,${ana!.username},10`,
    `"90,${ana!.username},10`,
    `90,${ana!.username}`,
    `90,nobody-here,10`,
    `,${ana!.username},10`,
    `90,${ana!.username},ten`,
    `94,${ana!.username},3`,
    `91,${ana!.username},10`,
  ]);
  expect([code, out]).toEqual([1, '1 taken, 0 known already, 1 of nobody here, 1 in conflict, 5 not understood']);
  const named = errors.split('\n').sort();
  expect(named.map((line) => line.split(':')[0])).toEqual(['2', '3', '4', '5', '6', '7', '8']);
  expect(named).toEqual([
    expect.stringMatching(/jss: .*101/),
    expect.stringMatching(/quote/),
    expect.stringMatching(/3 cells/),
    expect.stringMatching(/nobody here is called nobody-here/),
    expect.stringMatching(/no fact/),
    expect.stringMatching(/version: .*ten/),
    expect.stringMatching(/version 3 of .* another value/),
  ]);
  expect((await factsOf(ana)).jss).toBe(91);
});

test('it waits as it is told to, and then goes on', async () => {
  const { version, registration, rules } = ok(await staff.get('/site')).body;
  const limits = { service: { points: 1, duration: 4 } };
  ok(await staff.put('/site', { version, registration, rules, limits, reason: 'For the test' }));
  const body = { items: [{ username: 'nobody', version: 1, facts: { jss: 90 } }] };
  const ask = () => request(guildhall.url, 'POST', '/marketplace/facts', { token, body });
  await eventually(
    async () => (await ask()).status === 429,
    () => 'the limit holds',
  );
  const nobodies = Array.from({ length: 501 }, (_, index) => `nobody${index},1,90`);
  const { code, out, errors } = await run(['username,version,jss', ...nobodies], await serviceToken(staff));
  expect([code, out]).toEqual([1, expect.stringContaining('501 of nobody here')]);
  expect(errors).toMatch(/Waiting \d s: 429/);
});

test('what cannot be used is told in a line, and ends with 2', async () => {
  const line = `${ana!.username},20,90`;
  const refused = await run(['username,version,jss', line], staff.token);
  expect(refused).toMatchObject({ code: 2, errors: expect.stringMatching('401') });
  expect((await factsOf(ana)).jss).toBe(91);
});

test.each([
  ['a column there is not', 'username,version,score', /no column score/],
  ['a column that is missing', 'username,jss', /version is missing/],
  ['a column twice', 'username,version,jss,jss', /twice/],
  ['when without by whom', 'username,version,joined_at', /invited_by is missing/],
  ['nothing', '', /empty/],
])('a heading with %s is refused', async (_name, heading, why) => {
  const rows = async () => {
    for await (const _row of rowsOf(Readable.from([heading]))) throw new Error('A row was read.');
  };
  await expect(rows()).rejects.toThrow(why);
});
