import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import type { LoggedEvent } from '../shared/events.ts';
import { comparePlaces, placeOf } from '../shared/partners/directory.ts';
import type { Directory, Expert } from '../shared/partners/experts.ts';
import type { PartnerNews } from '../shared/partners/news.ts';
import type { PartnerFace } from '../shared/partners/partners.ts';
import { reduceDirectory } from '../shared/reduce/directory.ts';
import { codeOf } from './support/closed.ts';
import { openGuildhall } from './support/guildhall.ts';
import { type Answer, request } from './support/http.ts';
import { type Crowd, comeAndGo, type Move, makeCrowd } from './support/partner-crowd.ts';
import { makePartner } from './support/partnering.ts';
import { ok, type Person } from './support/person.ts';

const SECRET = 'x'.repeat(40);
const NAMES = ['Zoë', 'anna', 'Anna', 'Ärmel', '\u{1F600} Smile', '\uFFFD odd', 'Bo'];

let guildhall: Guildhall;
let crowd: Crowd;
beforeAll(async () => {
  guildhall = await openGuildhall({ jwtSecret: SECRET });
  crowd = await makeCrowd(guildhall.url, SECRET, NAMES.length);
  for (const [who, displayName] of NAMES.entries()) ok(await crowd.people[who]!.patch('/me', { displayName }));
});
afterAll(() => guildhall?.close());

const directory = async ({ slug }: PartnerFace, query = 'limit=100'): Promise<Directory> =>
  ok(await request(guildhall.url, 'GET', `/partners/${slug}/experts?${query}`)).body;

async function filled(): Promise<PartnerFace> {
  const partner = await makePartner(crowd.staff, crowd.manager);
  for (const who of NAMES.keys()) await comeAndGo(crowd, partner, 'comes', who);
  return partner;
}

async function pages(partner: PartnerFace, limit: number, q: string): Promise<Expert[]> {
  const items: Expert[] = [];
  let next: string | null = '';
  while (next !== null) {
    const cursor: string = next && `&cursor=${encodeURIComponent(next)}`;
    const page: Directory = await directory(partner, `limit=${limit}&q=${encodeURIComponent(q)}${cursor}`);
    items.push(...page.items);
    next = page.next;
  }
  return items;
}

const names = (experts: Expert[]) => experts.map(({ displayName }) => displayName);

describe('a directory', () => {
  test('is read by anyone in the order of names, page by page', async () => {
    const partner = await filled();
    const { items, next, head } = await directory(partner);
    expect(next).toBeNull();
    expect(head).toEqual({ stream: `partner:${partner.id}`, seq: 1 + NAMES.length });
    expect(names(items)).toEqual([
      ...['anna', 'Anna'].sort(() => 0),
      'Bo',
      'Zoë',
      'Ärmel',
      '\uFFFD odd',
      '\u{1F600} Smile',
    ]);
    for (const limit of [1, 2, 3]) expect(await pages(partner, limit, '')).toEqual(items);
  });

  test('finds by the beginning of the displayed name, and then of the username', async () => {
    const partner = await filled();
    const [zoe] = (await directory(partner, `q=${encodeURIComponent('ZOË')}`)).items;
    expect(zoe?.displayName).toBe('Zoë');
    const stem = zoe!.username.slice(0, 1);
    ok(await crowd.people[6]!.patch('/me', { displayName: `${stem}ob` }));
    const whole = await pages(partner, 100, stem);
    expect(names(whole)[0]).toBe(`${stem}ob`);
    expect(whole).toHaveLength(NAMES.length);
    for (const limit of [1, 2, 4]) expect(await pages(partner, limit, stem)).toEqual(whole);
    expect((await directory(partner, 'q=nobody')).items).toEqual([]);
    ok(await crowd.people[6]!.patch('/me', { displayName: NAMES[6] }));
  });

  test('gives out cursors and takes no others', async () => {
    const partner = await filled();
    const at = `/partners/${partner.slug}/experts?cursor=`;
    for (const cursor of ['x', '1_2', `${'0'.repeat(24)}_7_YQ`]) {
      expect((await request(guildhall.url, 'GET', at + cursor)).body.code).toBe('invalid_request');
    }
  });
});

/** Everything that may happen to someone in a directory, by whom it happens. */
const HAPPENINGS: [string, Move | 'renames', number][] = [
  ['a newcomer is listed', 'comes', 2],
  ['someone lapses', 'lapses', 3],
  ['someone comes back', 'returns', 3],
  ['someone leaves', 'leaves', 4],
  ['someone is called something else', 'renames', 1],
];

describe('what a directory shows', () => {
  test.each(HAPPENINGS)('when %s is what it shows when fetched again', async (_what, move, who) => {
    const partner = await makePartner(crowd.staff, crowd.manager);
    for (const one of NAMES.keys()) if (move !== 'comes' || one !== who) await comeAndGo(crowd, partner, 'comes', one);
    if (move === 'returns') await comeAndGo(crowd, partner, 'lapses', who);
    const queries = ['', 'q=an', 'q=b', 'q=zzz', 'limit=3'];
    const before = await Promise.all(queries.map((query) => directory(partner, query || undefined)));
    if (move === 'renames') ok(await crowd.people[who]!.patch('/me', { displayName: 'Zzz' }));
    else await comeAndGo(crowd, partner, move, who);
    const events = await since(partner, before[0]!.head.seq);
    for (const [index, query] of queries.entries()) {
      const q = /q=(.*)/.exec(query)?.[1];
      const reduced = events.reduce((list, event) => reduceDirectory(q)(list, event, ''), before[index]!);
      const fetched = await directory(partner, query || undefined);
      // Of a part it stays the part that was fetched: what moved in from beyond it comes with the next page.
      const items = fetched.items.slice(0, reduced.items.length);
      if (query.startsWith('limit')) expect(reduced.items.slice(0, items.length)).toEqual(items);
      else expect(reduced).toEqual(fetched);
    }
    if (move === 'renames') ok(await crowd.people[who]!.patch('/me', { displayName: NAMES[who] }));
  });

  test('is in the order of the store, whatever the names are made of', () => {
    const expert = (displayName: string): Expert => ({ id: '', username: 'u', displayName, headline: '', since: '' });
    const sorted = ['\u{1F600}', '\uFFFD', 'b', 'ab', 'a', '']
      .map((name) => placeOf(expert(name))!)
      .sort(comparePlaces);
    expect(sorted.map(({ key }) => key)).toEqual(['', 'a', 'ab', 'b', '\uFFFD', '\u{1F600}']);
  });
});

describe('a visitor who has not signed in', () => {
  test('waits for what happens, and is told it as it happens', async () => {
    const partner = await filled();
    const { head } = await directory(partner);
    const waiting = news(partner, head.seq);
    await comeAndGo(crowd, partner, 'leaves', 0);
    const { events, head: then } = await waiting;
    expect(events).toMatchObject([{ type: 'expert.unlisted', seq: head.seq + 1, data: { experts: NAMES.length - 1 } }]);
    expect(then.seq).toBe(head.seq + 1);
    // Who comes later is told at once, and of somewhat more than there was is told to fetch afresh.
    expect((await news(partner, head.seq)).events).toEqual(events);
    expect((await news(partner, then.seq + 5)).events).toBeNull();
  });

  test('is not told by whom: a removal, a lapse and going of one’s own accord look alike', async () => {
    const partner = await filled();
    const { head } = await directory(partner);
    const [removed, lapsed, gone] = crowd.people as [Person, Person, Person];
    ok(await crowd.manager.delete(`/partners/${partner.slug}/experts/${removed.username}`, { reason: 'Not needed' }));
    await comeAndGo(crowd, partner, 'lapses', 1);
    await comeAndGo(crowd, partner, 'leaves', 2);
    const events = await since(partner, head.seq);
    const alike = events.map(({ type, actor, data }) => ({ type, actor: actor.id, data: Object.keys(data) }));
    const unlisted = { type: 'expert.unlisted', data: ['expertId', 'experts'] };
    expect(alike).toEqual([removed, lapsed, gone].map(({ id }) => ({ ...unlisted, actor: id })));
    expect(JSON.stringify(events)).not.toContain(crowd.manager.username);
    await comeAndGo(crowd, partner, 'returns', 1);
  });

  test('waits beside so many from one address, and no more', async () => {
    const partner = await filled();
    const { head } = await directory(partner);
    const path = `/partners/${partner.slug}/changes?after=${head.seq}`;
    const refused: Answer[] = [];
    const all = Array.from({ length: 40 }, () => request(guildhall.url, 'GET', path));
    await new Promise<void>((resolve) => {
      for (const one of all)
        void one.then((answer) => {
          if (answer.status === 429 && refused.push(answer) === 10) resolve();
        });
    });
    expect(codeOf(refused[0]!)).toBe('rate_limited');
    await comeAndGo(crowd, partner, 'leaves', 0);
    const told = (await Promise.all(all)).filter(({ status }) => status === 200);
    expect(told.map(({ body }) => body.events.length)).toEqual(Array(30).fill(1));
    // Their places are free again.
    expect((await news(partner, head.seq)).events).toHaveLength(1);
  });
});

async function news({ slug }: PartnerFace, after: number): Promise<PartnerNews> {
  return ok(await request(guildhall.url, 'GET', `/partners/${slug}/changes?after=${after}`)).body;
}

const since = async (partner: PartnerFace, seq: number) => (await news(partner, seq)).events! as LoggedEvent[];
