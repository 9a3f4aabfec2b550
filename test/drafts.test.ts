import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import { newId, toId } from '../server/db/id.ts';
import { DraftModel } from '../server/drafts/draft.ts';
import { openGuildhall } from './support/guildhall.ts';
import { ok, Person } from './support/person.ts';

let guildhall: Guildhall;
beforeAll(async () => {
  guildhall = await openGuildhall();
});
afterAll(() => guildhall?.close());

const writer = () => Person.register(guildhall.url);
const somewhere = (kind = 'topic') => `${kind}:${newId()}`;

/** Writes on from a version; null: the writer knows of none. */
const keep = (person: Person, place: string, body: string, updatedAt: string | null = null, title = '') =>
  person.put(`/me/drafts/${place}`, { body, title, updatedAt });

describe('a draft', () => {
  test.each(['topic', 'group', 'conversation'])('of a %s comes up wherever its author signs in', async (kind) => {
    const [person, place] = [await writer(), somewhere(kind)];
    const kept = ok(await keep(person, place, ' Half a thought', null, 'A title ')).body.draft;
    expect(kept).toMatchObject({ place, title: 'A title ', body: ' Half a thought' });
    expect(ok(await person.get(`/me/drafts/${place}`)).body.draft).toEqual(kept);
  });

  test('is for none but its author', async () => {
    const [person, other, place] = [await writer(), await writer(), somewhere()];
    const staff = await Person.register(guildhall.url, 'staff', 'staff');
    ok(await keep(person, place, 'Mine'));
    for (const stranger of [other, staff]) {
      expect(ok(await stranger.get(`/me/drafts/${place}`)).body.draft).toBeNull();
      expect(ok(await stranger.get('/me/drafts')).body.items).toEqual([]);
      expect(ok(await stranger.delete(`/me/drafts/${place}`)).body.draft).toBeNull();
      ok(await keep(stranger, place, 'Theirs'));
    }
    expect(ok(await person.get(`/me/drafts/${place}`)).body.draft.body).toBe('Mine');
  });

  test('goes on from version to version', async () => {
    const [person, place] = [await writer(), somewhere()];
    let version: string | null = null;
    for (const body of ['O', 'On', 'One']) version = ok(await keep(person, place, body, version)).body.draft.updatedAt;
    expect(ok(await person.get(`/me/drafts/${place}`)).body.draft).toMatchObject({ body: 'One', updatedAt: version });
    expect(ok(await person.get('/me/drafts')).body.items).toHaveLength(1);
  });

  test('is not overwritten from an older version, which is told of the newer one', async () => {
    const [person, place] = [await writer(), somewhere()];
    const old = ok(await keep(person, place, 'Begun')).body.draft;
    const newer = ok(await keep(person, place, 'Begun, and gone on with', old.updatedAt)).body.draft;
    for (const version of [old.updatedAt, null]) {
      const late = await keep(person, place, 'Begun, from a tab that slept', version);
      expect([late.status, late.body.code, late.body.current]).toEqual([409, 'draft_newer', newer]);
    }
    expect(ok(await person.get(`/me/drafts/${place}`)).body.draft).toEqual(newer);
  });

  test('that is gone is not brought back by a tab that slept', async () => {
    const [person, place] = [await writer(), somewhere()];
    const { updatedAt } = ok(await keep(person, place, 'Sent already')).body.draft;
    ok(await person.delete(`/me/drafts/${place}?updatedAt=${updatedAt}`));
    const late = await keep(person, place, 'Sent already!', updatedAt);
    expect([late.status, late.body.current]).toEqual([409, null]);
    expect(ok(await person.get('/me/drafts')).body.items).toEqual([]);
  });

  test('whose answer got lost is kept once when it is sent again', async () => {
    const [person, place] = [await writer(), somewhere()];
    const first = ok(await keep(person, place, 'Text')).body;
    expect(ok(await keep(person, place, 'Text')).body).toEqual(first);
  });

  test('that two devices begin at once is kept of one, and the other is told', async () => {
    const [person, place] = [await writer(), somewhere()];
    const answers = await Promise.all(['From here', 'From there'].map((body) => keep(person, place, body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const kept = answers.find(({ status }) => status === 200)!.body.draft;
    expect(answers.find(({ status }) => status === 409)!.body.current).toEqual(kept);
  });

  test('thrown away is told back, so that it can be brought back', async () => {
    const [person, place] = [await writer(), somewhere('group')];
    const body = 'Long '.repeat(500);
    const { draft } = ok(await keep(person, place, body, null, 'Title')).body;
    expect(ok(await person.delete(`/me/drafts/${place}`)).body.draft).toEqual(draft);
    expect(ok(await person.delete(`/me/drafts/${place}`)).body.draft).toBeNull();
    expect(ok(await keep(person, place, body, null, 'Title')).body.draft).toMatchObject({ body, title: 'Title' });
  });

  test('that was written on stays when an older version is thrown away', async () => {
    const [person, place] = [await writer(), somewhere()];
    const sent = ok(await keep(person, place, 'Sent')).body.draft;
    const next = ok(await keep(person, place, 'The next one', sent.updatedAt)).body.draft;
    expect(ok(await person.delete(`/me/drafts/${place}?updatedAt=${sent.updatedAt}`)).body.draft).toBeNull();
    expect(ok(await person.get(`/me/drafts/${place}`)).body.draft).toEqual(next);
  });
});

test('the list has the last written first, with the beginning of each', async () => {
  const person = await writer();
  const places = [somewhere(), somewhere('group'), somewhere('conversation')];
  for (const place of places) ok(await keep(person, place, `  First\n\nline ${'x'.repeat(500)}`));
  const { items } = ok(await person.get('/me/drafts')).body;
  expect(items.map(({ place }: { place: string }) => place)).toEqual(places.reverse());
  expect(items[0].beginning).toMatch(/^First line x{180,190}$/);
});

describe('what is no draft', () => {
  test.each([
    'topic',
    'topic:1',
    'post:0123456789abcdef01234567',
    'topic:0123456789abcdef01234567:1',
    'topic:0123456789ABCDEF01234567',
    ':0123456789abcdef01234567',
    '$where:0123456789abcdef01234567',
  ])('is refused at %s', async (place) => {
    const person = await writer();
    const path = `/me/drafts/${encodeURIComponent(place)}`;
    const change = { body: 'Text', updatedAt: null };
    for (const answer of [await person.get(path), await person.put(path, change), await person.delete(path)]) {
      expect([answer.status, answer.body.errors[0].path]).toEqual([400, 'place']);
    }
  });

  test.each([
    ['nothing at all', { body: '', updatedAt: null }, 'body'],
    ['more than a post can be', { body: 'x'.repeat(20_001), updatedAt: null }, 'body'],
    ['a title longer than one can be', { title: 'x'.repeat(201), body: '', updatedAt: null }, 'title'],
    ['of no version', { body: 'Text' }, 'updatedAt'],
    ['of a version that is none', { body: 'Text', updatedAt: 'yesterday' }, 'updatedAt'],
  ])('is refused when it is %s', async (_case, change, path) => {
    const answer = await (await writer()).put(`/me/drafts/${somewhere()}`, change);
    expect([answer.status, answer.body.errors[0].path]).toEqual([400, path]);
  });
});

test('a member keeps two hundred drafts, and goes on with each of them', async () => {
  const person = await writer();
  const account = toId(person.id);
  const updatedAt = new Date();
  const places = Array.from({ length: 200 }, () => somewhere());
  await DraftModel.insertMany(places.map((place) => ({ account, place, body: 'Text', updatedAt })));
  const over = await keep(person, somewhere(), 'One more');
  expect([over.status, over.body.code]).toEqual([409, 'limit_reached']);
  expect((await keep(person, places[0]!, 'Going on', updatedAt.toISOString())).status).toBe(200);
  expect((await keep(person, places[1]!, 'Unaware', null)).body.code).toBe('draft_newer');
  ok(await person.delete(`/me/drafts/${places[2]}`));
  expect((await keep(person, somewhere(), 'One more')).status).toBe(200);
});
