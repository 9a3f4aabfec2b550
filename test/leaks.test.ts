import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AccountModel } from '../server/accounts/account.ts';
import type { Guildhall } from '../server/app.ts';
import { toId } from '../server/db/id.ts';
import { routes } from '../server/http/routes.ts';
import { MailModel } from '../server/mail/mail.ts';
import { digestOf } from '../server/subscriptions/digest.ts';
import { openGuildhall } from './support/guildhall.ts';
import type { Answer } from './support/http.ts';
import { happen, type LeakScene, LOOKERS, type Looker, leakScene, NAME, NOWHERE, WORD } from './support/leak-scene.ts';
import { type Ask, leakTable, type Row } from './support/leak-table.ts';
import { ok, type Person } from './support/person.ts';

// Of a closed group nobody outside learns more than that it is there: not by any route, stream, notice or count, nor by
// what an error says. What is inside is answered as what does not exist.

let guildhall: Guildhall;
let scene: LeakScene;
let table: Record<string, Row>;
beforeAll(async () => {
  guildhall = await openGuildhall();
  scene = await leakScene(guildhall.url);
  table = leakTable(scene);
});
afterAll(() => guildhall?.close());

const everyone = (check: (person: Person, looker: Looker) => Promise<void>) =>
  Promise.all(LOOKERS.map((looker) => check(scene.lookers[looker], looker)));

/** What of a text is a secret. @param address what was asked for: an id that stands in it is known. */
function leaked(text: string, { named, own }: Pick<Row, 'named' | 'own'> = {}, address = ''): string[] {
  // Who is told of by name is not told to be in the group. Who invited the asker, and where to, they have been told.
  const names = named ? [scene.group.slug, scene.group.id] : own ? [] : [NAME];
  const ids = Object.values(scene.inside).filter((id) => !address.includes(id));
  const words = [WORD, ...names, ...ids];
  return words.filter((word) => text.toLowerCase().includes(word));
}

/** An answer as it is compared with others: whatever the request itself said is taken out. */
function plain({ status, body }: Answer): string {
  const ids = new RegExp([...Object.values(scene.inside), scene.group.id].join('|'), 'g');
  const text = JSON.stringify(body ?? null).replace(ids, NOWHERE);
  return `${status} ${text.replace(/"[\d-]+T[\d:.]+Z"/g, '"a time"')}`;
}

test('every route is in the table', () => {
  expect(Object.keys(table).sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
});

describe.each(routes.map(({ method, path }) => [`${method} ${path}`, method] as const))('%s', (name, method) => {
  test('tells no outsider what is inside, nor that something is', async () => {
    const { alike = [], alone = [], ...row } = table[name]!;
    await everyone(async (person, looker) => {
      if (row.own && looker !== LOOKERS[0]) return;
      const ask = async ({ at, body }: Ask) => ({ looker, at, answer: await person.ask(method, at, body) });
      const answers = [];
      for (const one of [...alike, ...alone]) answers.push(await ask(one));
      for (const { at, answer } of answers) {
        expect({ looker, at, leaked: leaked(JSON.stringify(answer.body ?? ''), row, at) }).toEqual({
          looker,
          at,
          leaked: [],
        });
      }
      const like = answers.slice(0, alike.length).map(({ at, answer }) => ({ looker, at, said: plain(answer) }));
      for (const one of like) expect(one).toEqual({ ...one, said: like.at(-1)!.said });
    });
  });
});

test('the rows are real: to a member most of them answer with what is inside', async () => {
  const { insider, group, inside } = scene;
  const paths = [`/groups/${group.slug}`, `/groups/${group.slug}/members`, `/groups/${group.slug}/forums`];
  paths.push(`/groups/${group.slug}/topics?forum=${WORD}`, `/topics/${inside.topic}`, `/topics/${inside.topic}/posts`);
  for (const path of paths) {
    const { status, body } = await insider.get(path);
    expect([path, status, path.includes('?') || leaked(JSON.stringify(body)).length > 0]).toEqual([path, 200, true]);
  }
});

test('counts, heads and lists of what one is in say nothing of it', async () => {
  const { group } = scene;
  await everyone(async (person, looker) => {
    const shown = ok(await person.get(`/groups/${group.slug}`)).body;
    const listed = ok(await person.get('/groups?limit=100')).body.items.find(
      ({ id }: { id: string }) => id === group.id,
    );
    for (const { memberCount, topicCount, membership, head } of [shown, listed]) {
      expect({ looker, counts: [memberCount, topicCount, membership, head.seq] }).toEqual({
        looker,
        counts: [null, null, null, 0],
      });
    }
    const inbox = ok(await person.get('/me/notifications')).body;
    const streams = inbox.heads.map(({ stream }: { stream: string }) => stream);
    const known = JSON.stringify([streams, inbox.rules, inbox.groups, ok(await person.get('/me/subscriptions')).body]);
    expect({ looker, known: known.includes(group.id) }).toEqual({ looker, known: false });
    expect({ looker, in: ok(await person.get('/me')).body.memberships }).toEqual({ looker, in: [] });
    expect({ looker, unread: inbox.unread.items.filter(({ topicId }: { topicId: string | null }) => topicId) }).toEqual(
      {
        looker,
        unread: [],
      },
    );
  });
});

test('no stream of it is heard, from whatever place one goes on', async () => {
  const { group, insider, inside } = scene;
  const { seq } = ok(await insider.get(`/groups/${group.slug}`)).body.head;
  const streams = [`group:${group.id}`, `leaders:${group.id}`, `account:${insider.id}`, 'staff'];
  const unreal = [`group:${NOWHERE}`, `leaders:${NOWHERE}`, `account:${NOWHERE}`];
  await everyone(async (person, looker) => {
    const ear = await person.listen();
    for (const last of [null, 0, 1, seq - 1, seq, seq + 1_000]) {
      const answer = await ear.watch(Object.fromEntries([...streams, ...unreal].map((stream) => [stream, last])));
      for (const stream of [...streams, ...unreal]) {
        expect({ looker, stream, last, answer: answer[stream] }).toEqual({
          looker,
          stream,
          last,
          answer: { denied: true },
        });
      }
    }
    for (const [name, more] of [
      ['viewing', {}],
      ['typing', { typing: true }],
    ] as const) {
      const real = await ear.ask(name, { topicId: inside.topic, ...more });
      expect({ looker, real }).toEqual({ looker, real: await ear.ask(name, { topicId: NOWHERE, ...more }) });
    }
    ear.close();
  });
});

test('nothing that happens in it reaches them, in any way, then or later', async () => {
  const { group, insider } = scene;
  const stream = `group:${group.id}`;
  const inside = await insider.listen();
  await inside.watch({ [stream]: null });
  const heads = new Map<string, number>();
  const ears = await everyone(async (person) => {
    heads.set(person.id, ok(await person.get('/me')).body.head.seq);
    const ear = await person.listen();
    await ear.watch({ [person.ownStream]: null, [stream]: null, [`leaders:${group.id}`]: null, staff: null });
    listening.set(person.id, ear);
  });
  expect(ears).toHaveLength(LOOKERS.length);
  await happen(scene);
  await inside.next('post.removed');
  await everyone(async (person, looker) => {
    const ear = listening.get(person.id)!;
    await ear.settled();
    expect({ looker, heard: ear.heard }).toEqual({ looker, heard: [] });
    const again = await ear.watch({ [person.ownStream]: heads.get(person.id)! });
    expect({ looker, again }).toEqual({
      looker,
      again: { [person.ownStream]: { events: [], head: heads.get(person.id) } },
    });
    const account = (await AccountModel.findById(toId(person.id)).lean())!;
    const digest = await digestOf(account, new Date(0));
    const mails = await MailModel.find({ account: account._id }).lean();
    const told = JSON.stringify([digest, mails, ok(await person.get('/me/notifications?limit=100')).body.items]);
    expect({ looker, leaked: leaked(told) }).toEqual({ looker, leaked: [] });
    ear.close();
  });
  inside.close();
});

const listening = new Map<string, Awaited<ReturnType<Person['listen']>>>();
