import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { Guildhall } from '../server/app.ts';
import type { Route } from '../server/http/route.ts';
import { routes } from '../server/http/routes.ts';
import type { Dealings } from '../shared/partners/dealings.ts';
import type { DeliveryOutcome, FactDelivery, OwnFacts, ServiceTokens } from '../shared/partners/facts.ts';
import { reduceDealings } from '../shared/reduce/dealings.ts';
import { reduceServiceTokens } from '../shared/reduce/service-tokens.ts';
import { Ear } from './support/ear.ts';
import { GOOD_FACTS } from './support/good-facts.ts';
import { openGuildhall } from './support/guildhall.ts';
import { type Answer, json, request } from './support/http.ts';
import { makePartner, serviceToken } from './support/partnering.ts';
import { ok, Person } from './support/person.ts';

let guildhall: Guildhall;
let staff: Person;
let member: Person;
let token: string;
beforeAll(async () => {
  guildhall = await openGuildhall();
  staff = await Person.register(guildhall.url, 'staff', 'staff');
  member = await Person.register(guildhall.url);
  token = await serviceToken(staff);
});
afterAll(() => guildhall?.close());

const send = (items: FactDelivery[], by = token): Promise<Answer> =>
  request(guildhall.url, 'POST', '/marketplace/facts', { token: by, body: { items } });

const deliver = async (...items: FactDelivery[]): Promise<DeliveryOutcome[]> => ok(await send(items)).body.items;

const told = (person: Person, version: number, facts: FactDelivery['facts']): FactDelivery => ({
  username: person.username,
  version,
  facts,
});

const dealingsOf = async (person: Person): Promise<Dealings> => ok(await person.get('/me/partners')).body;
const factsOf = async (person: Person): Promise<OwnFacts> => (await dealingsOf(person)).facts;

describe('facts', () => {
  test('are delivered by a service, and their member sees them at once', async () => {
    const before = await dealingsOf(member);
    const ear = await member.listen();
    await ear.watch({ [member.ownStream]: before.head.seq });
    expect(await deliver(told(member, 1, GOOD_FACTS))).toEqual([
      { username: member.username, version: 1, outcome: 'applied', older: [] },
    ]);
    const event = await ear.next('facts.changed');
    expect(event).toMatchObject({ actor: { id: member.id }, data: { facts: GOOD_FACTS } });
    const after = await dealingsOf(member);
    expect(reduceDealings(before, event, member.id)).toEqual(after);
    expect(after.facts).toEqual({ facts: GOOD_FACTS, everScored: true, changedAt: expect.any(String) });
    ear.close();
  });

  test('that come again change nothing, and nobody is told', async () => {
    const before = await dealingsOf(member);
    const again = told(member, 1, GOOD_FACTS);
    expect((await deliver(again, again)).map(({ outcome }) => outcome)).toEqual(['known', 'known']);
    expect(await deliver(told(member, 2, { jss: 95 }))).toMatchObject([{ outcome: 'known', older: [] }]);
    expect(await dealingsOf(member)).toEqual(before);
  });

  test('are never overwritten by older ones, each fact by its own version', async () => {
    const person = await Person.register(guildhall.url);
    await deliver(told(person, 5, { jss: 80, english: 'fluent' }));
    expect(await deliver(told(person, 3, { jss: 70, completeness: 90 }))).toMatchObject([
      { outcome: 'applied', older: ['jss'] },
    ]);
    expect(await deliver(told(person, 4, { jss: 60, english: 'basic' }))).toMatchObject([
      { outcome: 'known', older: ['jss', 'english'] },
    ]);
    expect((await factsOf(person)).facts).toEqual({ jss: 80, english: 'fluent', completeness: 90 });
    await deliver(told(person, 6, { jss: null }));
    expect((await factsOf(person)).facts.jss).toBeNull();
  });

  test('whose version came with another value before are refused, all of the delivery', async () => {
    const person = await Person.register(guildhall.url);
    await deliver(told(person, 5, { jss: 80 }));
    expect(await deliver(told(person, 5, { jss: 81, english: 'native' }))).toMatchObject([{ outcome: 'conflict' }]);
    expect(await deliver(told(person, 5, { jss: 80, english: 'native' }))).toMatchObject([{ outcome: 'applied' }]);
    expect((await factsOf(person)).facts).toEqual({ jss: 80, english: 'native' });
  });

  test('of the same moment, written otherwise, are the same', async () => {
    const person = await Person.register(guildhall.url);
    const joined = (at: string) => ({ joined: { at, invitedBy: 'a-partner' } });
    await deliver(told(person, 1, joined('2024-05-01T10:00:00Z')));
    expect(await deliver(told(person, 1, joined('2024-05-01T10:00:00.000Z')))).toMatchObject([{ outcome: 'known' }]);
  });

  test('are judged by at once: whoever deals with them at a partner hears it, where it makes a difference', async () => {
    const [manager, person] = await Person.registerEach(guildhall.url, ['manager', 'person']);
    const partner = await makePartner(staff, manager);
    ok(await person.put(`/partners/${partner.slug}/interest`, { message: 'I know it well' }));
    const ear = await manager.listen();
    const stream = `managers:${partner.id}`;
    await ear.watch({ [stream]: null });
    const joined = { at: '2026-05-01T00:00:00.000Z', invitedBy: partner.slug };
    const judged = async (...items: FactDelivery[]) => {
      await deliver(...items);
      const { accountId, qualification } = (await ear.next('qualification.changed')).data;
      expect(accountId).toBe(person.id);
      const [interest] = ok(await manager.get(`/partners/${partner.slug}/interests`)).body.items;
      expect(interest.qualification).toEqual(qualification);
      return [qualification.qualified, qualification.newcomer];
    };
    expect(await judged(told(person, 2, { ...GOOD_FACTS, jss: null, joined, english: 'basic' }))).toEqual([true, true]);
    // The score there was before is not there now; but who had one is no newcomer.
    await deliver(told(person, 3, { jss: null }));
    expect(await judged(told(person, 1, { jss: 90 }))).toEqual([false, false]);
    expect(await judged(told(person, 4, { jss: 90, english: 'native' }))).toEqual([true, false]);
    await ear.settled();
    expect(ear.events(stream)).toHaveLength(3);
    ear.close();
  });

  test('of nobody here are told apart, and the others are taken', async () => {
    const person = await Person.register(guildhall.url);
    const nobody = { username: 'nobody-here', version: 1, facts: { jss: 90 } };
    const [first, second] = await deliver(nobody, told(person, 1, { jss: 90 }));
    expect([first?.outcome, second?.outcome]).toEqual(['unknown', 'applied']);
  });

  test('of someone who was erased are of nobody', async () => {
    const person = await Person.register(guildhall.url);
    await deliver(told(person, 1, GOOD_FACTS));
    const erasure = { username: person.username, posts: 'remove', reason: 'They asked for it' };
    ok(await staff.post(`/staff/accounts/${person.username}/erasure`, erasure));
    expect(await deliver(told(person, 2, { jss: 70 }))).toMatchObject([{ outcome: 'unknown' }]);
  });

  test('must be at least one, of their kind, in deliveries that are not too many', async () => {
    const wrong = [
      {},
      { jss: 101 },
      { jss: 79.5 },
      { status: 'unknown' },
      { rating: 5 },
      { joined: { at: 'long ago' } },
    ];
    for (const facts of wrong) {
      const answer = await send([told(member, 9, facts as FactDelivery['facts'])]);
      expect([facts, answer.status, answer.body.code]).toEqual([facts, 400, 'invalid_request']);
    }
    const nobody = { username: 'n'.repeat(30), version: Number.MAX_SAFE_INTEGER, facts: GOOD_FACTS };
    const many = Array.from({ length: 501 }, () => nobody);
    expect((await send(many)).status).toBe(400);
    expect(await deliver(...many.slice(1))).toHaveLength(500);
  });
});

describe('who delivers', () => {
  test('is a service alone: no member writes facts, their own neither, nor do staff', async () => {
    const before = await factsOf(member);
    for (const by of [member.token, staff.token]) {
      const answer = await send([told(member, 99, { jss: 100 })], by);
      expect([answer.status, answer.body.code]).toEqual([401, 'unauthorized']);
    }
    expect(await factsOf(member)).toEqual(before);
  });

  test('has a route of its own, and no other takes facts', () => {
    const takesFacts = ({ body }: Route) =>
      body &&
      /"(completeness|fromElance)"/.test(JSON.stringify(z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' })));
    expect(routes.filter(takesFacts).map(({ path, access }) => [path, access])).toEqual([
      ['/marketplace/facts', 'service'],
    ]);
  });

  test('is let in by staff, who see it live, and passes nowhere else', async () => {
    const colleague = await Person.register(guildhall.url, 'colleague', 'staff');
    const read = async (): Promise<ServiceTokens> => ok(await colleague.get('/service-tokens')).body;
    const before = await read();
    const ear = await colleague.listen();
    await ear.watch({ staff: before.head.seq });
    const made = ok(await staff.post('/service-tokens', { name: 'Importer' })).body;
    const shown = reduceServiceTokens(before, await ear.next('service_token.made'), colleague.id);
    expect(shown).toEqual(await read());
    expect(shown.items[0]).toMatchObject({ name: 'Importer', createdBy: { id: staff.id }, lastUsedAt: null });
    expect(JSON.stringify(shown)).not.toContain(made.token.split('.')[1]);
    for (const path of ['/me', '/service-tokens', '/partners/x/experts', '/staff/overview']) {
      const { status } = await request(guildhall.url, 'GET', path, { token: made.token });
      expect([path, [401, 404].includes(status)]).toEqual([path, true]);
    }
    await expect(Ear.open(guildhall.url, made.token)).rejects.toThrow();
    ok(await send([told(member, 1, { jss: 95 })], made.token));
    expect((await read()).items[0]?.lastUsedAt).not.toBeNull();

    ok(await staff.delete(`/service-tokens/${made.serviceToken.id}`));
    expect((await send([told(member, 1, { jss: 95 })], made.token)).status).toBe(401);
    expect(reduceServiceTokens(shown, await ear.next('service_token.revoked'), colleague.id)).toEqual(await read());
    expect((await staff.delete(`/service-tokens/${made.serviceToken.id}`)).status).toBe(404);
    ear.close();
  });

  test('is let in by nobody else', async () => {
    for (const [method, path, body] of [
      ['GET', '/service-tokens'],
      ['POST', '/service-tokens', { name: 'Mine' }],
      ['DELETE', `/service-tokens/${token.split('.')[0]}`],
    ] as const) {
      expect((await member.ask(method, path, body)).body.code).toBe('forbidden');
    }
  });

  test('is told so in the description of the API', async () => {
    const { paths } = await json(await fetch(`${guildhall.url}/api/v1/openapi.json`));
    expect(paths['/marketplace/facts'].post.security).toEqual([{ service: [] }]);
    expect(paths['/service-tokens'].get.security).toEqual([{ token: [] }]);
  });

  test('must show the whole of it', async () => {
    const [id, secret] = token.split('.') as [string, string];
    const another = await serviceToken(staff);
    for (const wrong of [id, secret, `${id}.${'x'.repeat(43)}`, `${another.split('.')[0]}.${secret}`, `${token}x`]) {
      expect((await send([told(member, 1, { jss: 95 })], wrong)).status).toBe(401);
    }
  });
});
