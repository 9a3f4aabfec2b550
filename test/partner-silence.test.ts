import { afterAll, beforeAll, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { eventually } from '../load/conditions.ts';
import type { Guildhall } from '../server/app.ts';
import { routes } from '../server/http/routes.ts';
import { MailModel } from '../server/mail/mail.ts';
import type { OwnApplication } from '../shared/partners/applications.ts';
import type { Dealings } from '../shared/partners/dealings.ts';
import { ANSWERS, APPLICATION, applicant, decide, giveProcess, mark, markAll } from './support/applying.ts';
import { openGuildhall } from './support/guildhall.ts';
import { type Partnering, partneringScene } from './support/partnering.ts';
import { ok, type Person } from './support/person.ts';

// Who was not selected is told by nothing: whatever they ask, hear and read is what someone gets whose application nobody has
// looked at. Of two who have done the same, one is looked at and declined; then they are compared.

const NOTE = 'Too dim for us';

type Twin = { person: Person; application: OwnApplication };

let guildhall: Guildhall;
let scene: Partnering;
let waiting: Twin;
let declined: Twin;
beforeAll(async () => {
  guildhall = await openGuildhall();
  scene = await partneringScene(guildhall.url);
  await giveProcess(scene.partner);
  [waiting, declined] = [await applicant(scene), await applicant(scene)];
});
afterAll(() => guildhall?.close());

const own = () => `/partners/${scene.partner.slug}/applications`;

/** Looks at an application, finds that it does not do, and says so, to whoever may know. */
async function turnDown({ application }: Twin): Promise<void> {
  await mark(scene.manager, application, 'certificate', true);
  await mark(scene.manager, application, 'talk', false);
  ok(await decide(scene.manager, application, 'decline', NOTE));
}

/** Everything someone can ask for, with all that is theirs in the place of names and ids. */
function addresses({ person, application }: Twin): string[] {
  const files = application.answers.flatMap((answer) => answer.files);
  const ids = [application.id, ...files.map(({ id }) => id)];
  const values: Record<string, string[]> = {
    slug: [scene.partner.slug],
    username: [person.username],
    id: ids,
    type: ['topic'],
    place: ['topic:0'],
  };
  const filled = (path: string): string[] =>
    path
      .split('/')
      .reduce<string[]>(
        (paths, part) => {
          const parts = part.startsWith(':') ? (values[part.slice(1)] ?? ids) : [part];
          return paths.flatMap((before) => parts.map((value) => (before ? `${before}/${value}` : value)));
        },
        [''],
      )
      .map((path) => `/${path}`);
  // What waits for news is asked for news there are.
  const asked = (path: string) => (path.endsWith('/changes') ? `${path}?after=0` : path);
  return routes.filter(({ method }) => method === 'GET').flatMap(({ path }) => filled(path).map(asked));
}

/** What is answered, down to the bytes. */
async function answerTo({ person }: Twin, method: string, path: string, body?: unknown): Promise<string> {
  const response = await fetch(`${person.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${person.token}`, 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
    redirect: 'manual',
  });
  const names = [...response.headers.keys()].sort().join(' ');
  return `${method} ${path}\n${response.status}\n${names}\n${await response.text()}`;
}

async function answersTo(twin: Twin): Promise<string[]> {
  const answers: string[] = [];
  for (const path of addresses(twin)) answers.push(await answerTo(twin, 'GET', path));
  return answers;
}

/** Without what two people who do the same have each for themselves: names, ids and times. */
const alike = ({ person }: Twin, text: string): string =>
  text
    .replaceAll(person.username, 'NAME')
    .replace(/\b[0-9a-f]{24}\b/g, 'ID')
    .replace(TIME, 'TIME');

const TIME = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/** Everything in the store but what nodes say of themselves again and again, by collection and id. */
async function stored(): Promise<Map<string, string>> {
  const documents = new Map<string, string>();
  for (const { name } of await mongoose.connection.db!.listCollections().toArray())
    for (const document of await mongoose.connection.db!.collection(name).find().toArray())
      if (!['leases', 'nodes'].includes(name))
        documents.set(`${name} ${document.stream ?? document._id}`, JSON.stringify(document));
  return documents;
}

test('declining changes nothing in the store but the application and the log of those who manage the partner', async () => {
  const ears = [await waiting.person.listen(), await declined.person.listen()] as const;
  const twins = [waiting, declined] as const;
  const streams = ({ person }: Twin) => [
    person.ownStream,
    `partner:${scene.partner.id}`,
    `managers:${scene.partner.id}`,
  ];
  const watch = async (index: 0 | 1) => {
    const watched = await ears[index].watch(Object.fromEntries(streams(twins[index]).map((name) => [name, null])));
    return alike(twins[index], JSON.stringify(watched));
  };
  expect(await watch(1)).toBe(await watch(0));
  await eventually(
    async () => (await MailModel.countDocuments({ state: 'waiting' })) === 0,
    () => 'what was written before has gone out',
  );
  const [asked, before] = [await answersTo(declined), await stored()];
  await turnDown(declined);
  const after = await stored();
  const changed = [...after].filter(([key, document]) => before.get(key) !== document).map(([key]) => key);
  expect(changed.sort()).toEqual(
    [
      `applications ${declined.application.id}`,
      `events managers:${scene.partner.id}`,
      `streams managers:${scene.partner.id}`,
    ].sort(),
  );
  expect([...after.keys()].length).toBe(before.size);
  expect((await answersTo(declined)).map((text) => text.replace(/"at":"[^"]+"/, ''))).toEqual(
    asked.map((text) => text.replace(/"at":"[^"]+"/, '')),
  );
  for (const ear of ears) {
    await ear.settled();
    expect(ear.events()).toEqual([]);
  }
  expect(await watch(1)).toBe(await watch(0));
  for (const ear of ears) ear.close();
});

test('all that can be asked is answered alike, whoever asks', async () => {
  const [first, second] = [await answersTo(waiting), await answersTo(declined)];
  expect(second.map((text) => alike(declined, text))).toEqual(first.map((text) => alike(waiting, text)));
  expect(second.filter((text) => text.includes(NOTE) || /declined/.test(text))).toEqual([]);
  expect(second.some((text) => text.startsWith('GET /me/export\n200') && text.includes(declined.application.id))).toBe(
    true,
  );
});

test('all that can be done is answered alike, and told alike', async () => {
  const { slug } = scene.partner;
  const acts = ({ application }: Twin): [string, string, unknown?][] => [
    ['POST', own(), APPLICATION],
    ['PUT', own(), { ...APPLICATION, processVersion: 9 }],
    ['PUT', own(), { ...APPLICATION, answers: [] }],
    [
      'PUT',
      own(),
      { ...APPLICATION, headline: 'Another', answers: [{ ...ANSWERS[0], text: 'Number 13' }, ANSWERS[1]] },
    ],
    ['PUT', `/partners/${slug}/interest`, { message: 'Still here' }],
    ['DELETE', `/partners/${slug}/interest`],
    ['PATCH', `/partner-applications/${application.id}`, { decision: 'select' }],
    ['PUT', `/partner-applications/${application.id}/marks/talk`, { met: true }],
    ['POST', `/partners/${slug}/invitations`, { username: scene.bystander.username }],
    ['DELETE', `/partners/${slug}/expert`],
    ['DELETE', own()],
    ['PUT', own(), APPLICATION],
    ['DELETE', own()],
    ['POST', own(), APPLICATION],
    ['DELETE', own()],
    ['PUT', `/partners/${slug}/interest`, { message: 'Still here' }],
  ];
  const run = async (twin: Twin) => {
    const ear = await twin.person.listen();
    await ear.watch({ [twin.person.ownStream]: null });
    const said: string[] = [];
    for (const [method, path, body] of acts(twin)) said.push(alike(twin, await answerTo(twin, method, path, body)));
    await ear.settled();
    const told = ear.events().map((event) => alike(twin, JSON.stringify(event)));
    ear.close();
    return { said, told, left: (await answersTo(twin)).map((text) => alike(twin, text)) };
  };
  const [first, second] = [await run(waiting), await run(declined)];
  expect(second).toEqual(first);
  expect(first.told.length).toBeGreaterThan(3);
});

test('a change of what was declined shows managers that there is something new, and declines it still', async () => {
  const twin = await applicant(scene);
  await turnDown(twin);
  const changed: OwnApplication = ok(await twin.person.put(own(), { ...APPLICATION, headline: 'Another' })).body;
  expect(changed.state).toBe('on file');
  const seen = ok(await scene.manager.get(`/partner-applications/${twin.application.id}`)).body;
  expect(seen).toMatchObject({ state: 'declined', note: NOTE, changedAt: changed.changedAt });
});

/** How often of so many pairs asked one after another, each first as often, the second one's took longer. */
async function slower(pairs: number, ask: (twin: Twin) => Promise<unknown>, twins: [Twin, Twin]): Promise<number> {
  const took = async (twin: Twin) => {
    const start = performance.now();
    await ask(twin);
    return performance.now() - start;
  };
  let longer = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    const times = new Map<Twin, number>();
    for (const twin of pair % 2 ? twins : twins.toReversed()) times.set(twin, await took(twin));
    if (times.get(twins[1])! > times.get(twins[0])!) longer += 1;
  }
  return longer;
}

/** Chance alone is further from the middle once in a million times: a sign test with five deviations. */
const isAsChanceHasIt = (longer: number, pairs: number): boolean =>
  Math.abs(longer - pairs / 2) <= (5 * Math.sqrt(pairs)) / 2;

test('all of it takes the same time', async () => {
  const twins: [Twin, Twin] = [await applicant(scene), await applicant(scene)];
  await turnDown(twins[1]);
  const read = ({ person }: Twin) => person.get('/me/partners');
  const change = ({ person }: Twin) => person.put(own(), { ...APPLICATION, headline: 'Once more' });
  const again = ({ person }: Twin) => person.post(own(), APPLICATION);
  for (const [ask, pairs] of [
    [read, 40],
    [change, 30],
    [again, 30],
  ] as const) {
    const longer = await slower(pairs, ask, twins);
    expect({ longer, alike: isAsChanceHasIt(longer, pairs) }).toEqual({ longer, alike: true });
  }
  const muchMore = async (twin: Twin) => {
    for (let times = twin === twins[1] ? 4 : 1; times > 0; times -= 1) await read(twin);
  };
  expect(isAsChanceHasIt(await slower(60, muchMore, twins), 60)).toBe(false);
});

test('these tests would find a difference: being selected makes one', async () => {
  const twin = await applicant(scene);
  const answer = async () => alike(twin, await answerTo(twin, 'GET', '/me/partners'));
  const before = await answer();
  await markAll(scene.manager, twin.application);
  expect(await answer()).toBe(before);
  ok(await decide(scene.manager, twin.application, 'select'));
  expect(await answer()).not.toBe(before);
  const { items }: Dealings = ok(await twin.person.get('/me/partners')).body;
  expect(items).toMatchObject([{ application: { state: 'selected' }, expert: { state: 'active' } }]);
});
