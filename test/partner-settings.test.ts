import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import { toId } from '../server/db/id.ts';
import { PartnerModel } from '../server/partners/partner.ts';
import { rejudging } from '../server/partners/settings-rejudging.ts';
import type { Applications } from '../shared/partners/applications.ts';
import type { Dealings } from '../shared/partners/dealings.ts';
import type { PartnerConsole, PartnerFace, PartnerPage } from '../shared/partners/partners.ts';
import type { Step } from '../shared/partners/process.ts';
import { reduceDealings } from '../shared/reduce/dealings.ts';
import { reducePartnerConsole } from '../shared/reduce/partner-settings.ts';
import { applyTo, decide } from './support/applying.ts';
import { openGuildhall } from './support/guildhall.ts';
import { request } from './support/http.ts';
import { expectFollowed } from './support/managers-view.ts';
import { giveFacts, makePartner } from './support/partnering.ts';
import { ok, Person } from './support/person.ts';

const SECRET = 'a secret for tests alone, long enough';
let guildhall: Guildhall;
let staff: Person;
let manager: Person;
beforeAll(async () => {
  guildhall = await openGuildhall({ jwtSecret: SECRET });
  [staff] = (await Person.makeMany(guildhall.url, SECRET, 1, 'staff')) as [Person];
  manager = await someone();
});
afterAll(() => guildhall?.close());

const someone = async (): Promise<Person> => (await Person.makeMany(guildhall.url, SECRET, 1))[0]!;
const made = (): Promise<PartnerFace> => makePartner(staff, manager);
const pageOf = async ({ slug }: PartnerFace): Promise<PartnerPage> =>
  ok(await request(guildhall.url, 'GET', `/partners/${slug}`)).body;
const settingsOf = async ({ slug }: PartnerFace, by = manager): Promise<PartnerConsole> =>
  ok(await by.get(`/partners/${slug}/settings`)).body;
const codeOf = async (asked: Promise<{ body: { code: string } }>) => (await asked).body?.code;
const manage = (by: Person, { slug }: PartnerFace, { username }: Person) =>
  by.put(`/partners/${slug}/managers/${username}`);
const dismiss = (by: Person, { slug }: PartnerFace, { username }: Person) =>
  by.delete(`/partners/${slug}/managers/${username}`);

describe('a partner’s page', () => {
  test('is changed by its managers and staff, for everyone who looks', async () => {
    const partner = await made();
    const ear = await (await someone()).listen();
    await ear.watch({ [`partner:${partner.id}`]: null });
    const changes = {
      name: 'Tools & Co',
      tagline: 'New',
      about: 'Better.',
      website: 'https://tools.example/',
      colour: '#123456',
    };
    for (const by of [manager, staff]) {
      const said = { ...changes, tagline: `By ${by.username}` };
      ok(await by.patch(`/partners/${partner.slug}`, said));
      expect(await pageOf(partner)).toMatchObject(said);
      const { data } = await ear.next('partner.changed');
      expect(data.partner).toMatchObject(said);
    }
    ear.close();
  });

  test('keeps what a change does not name', async () => {
    const partner = await made();
    const changes = { website: 'https://tools.example/', colour: '#123456' };
    ok(await manager.patch(`/partners/${partner.slug}`, changes));
    ok(await manager.patch(`/partners/${partner.slug}`, { tagline: 'New' }));
    expect(await pageOf(partner)).toMatchObject({ ...changes, tagline: 'New', about: partner.about });
  });

  test('is told of only where it is another one', async () => {
    const partner = await made();
    const { head } = await pageOf(partner);
    ok(await manager.patch(`/partners/${partner.slug}`, { tagline: partner.tagline }));
    ok(await manager.patch(`/partners/${partner.slug}`, { featured: 7, hours: 12 }));
    expect((await pageOf(partner)).head).toEqual(head);
    expect(await settingsOf(partner)).toMatchObject({ featured: 7, hours: 12 });
  });

  test('is changed, and seen from within, by nobody else', async () => {
    const partner = await made();
    const other = await someone();
    await makePartner(staff, other);
    const { slug } = partner;
    for (const by of [other, await someone()]) {
      const asked = [
        by.patch(`/partners/${slug}`, { name: 'Mine' }),
        by.get(`/partners/${slug}/settings`),
        by.put(`/partners/${slug}/process`, { basedOn: 1, jss: 80, steps: [] }),
        manage(by, partner, by),
        dismiss(by, partner, manager),
      ];
      expect(await Promise.all(asked.map(codeOf))).toEqual(asked.map(() => 'forbidden'));
    }
    expect((await pageOf(partner)).name).toBe(partner.name);
  });

  test('is archived by staff alone, and comes back', async () => {
    const partner = await made();
    const archive = (by: Person, archived: boolean) => by.patch(`/partners/${partner.slug}`, { archived });
    expect(await codeOf(archive(manager, true))).toBe('forbidden');
    ok(await archive(staff, true));
    const { archivedAt } = await pageOf(partner);
    expect(archivedAt).not.toBeNull();
    ok(await archive(staff, true));
    expect((await pageOf(partner)).archivedAt).toBe(archivedAt);
    const listed = async () => (await staff.get('/partners?limit=100')).body.items.map(({ slug }: PartnerFace) => slug);
    expect(await listed()).not.toContain(partner.slug);
    expect(await codeOf(archive(manager, false))).toBe('forbidden');
    ok(await archive(staff, false));
    expect(await listed()).toContain(partner.slug);
  });

  test('goes with open groups, and with no others', async () => {
    const partner = await made();
    const [open, closed] = [await staff.makeGroup(), await staff.makeGroup({ access: 'closed' })];
    const set = (groups: string[]) => manager.patch(`/partners/${partner.slug}`, { groups });
    ok(await set([open.slug, open.slug]));
    expect((await settingsOf(partner)).groups).toMatchObject([{ slug: open.slug }]);
    for (const slug of [closed.slug, 'no-such-group']) {
      const answer = await set([slug]);
      expect([answer.body.code, answer.body.errors[0].path]).toEqual(['invalid_request', 'groups']);
      expect(answer.body.detail).toBe(`groups: has ${slug}, which is not an open group`);
    }
  });
});

const TALK: Step = {
  id: 'talk',
  kind: 'review',
  title: 'A talk',
  details: '',
  required: true,
  months: null,
  links: 0,
  files: 0,
};

describe('a process', () => {
  const put = (by: Person, { slug }: PartnerFace, basedOn: number, jss: number, steps: Step[] = []) =>
    by.put(`/partners/${slug}/process`, { basedOn, jss, steps });

  test('counts its changes, and is never put over one that its author has not seen', async () => {
    const partner = await made();
    const first: PartnerConsole = ok(await put(manager, partner, 1, 80, [TALK])).body;
    expect(first.partner.process).toEqual({ version: 2, jss: 80, steps: [TALK] });
    const late = await put(staff, partner, 1, 90);
    expect([late.body.code, late.body.current]).toEqual(['process_changed', first.partner.process]);
    ok(await put(staff, partner, 2, 80, [TALK]));
    expect((await pageOf(partner)).process.version).toBe(2);
    const both = await Promise.all([put(manager, partner, 2, 85), put(staff, partner, 2, 95)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await pageOf(partner)).process.version).toBe(3);
  });

  test('that asks for more lets badges rest, and one that asks for less brings them back; all are judged anew', async () => {
    const partner = await made();
    const [expert, applicant, keen] = (await Person.makeMany(guildhall.url, SECRET, 3)) as [Person, Person, Person];
    for (const person of [expert, applicant, keen]) await giveFacts(person, { jss: 90 });
    for (const person of [expert, applicant]) {
      ok(await manager.post(`/partners/${partner.slug}/invitations`, { username: person.username }));
      const application = await applyTo(person, partner, { answers: [] });
      if (person === expert) ok(await decide(manager, application, 'select'));
    }
    ok(await keen.put(`/partners/${partner.slug}/interest`, { message: 'Me' }));
    const ear = await manager.listen();
    const managers = `managers:${partner.id}`;
    await ear.watch({ [managers]: null });
    const badge = async () => {
      const { items }: Dealings = ok(await expert.get('/me/partners')).body;
      return items[0]!.expert!.state;
    };
    const judged = async (qualified: boolean) => {
      await rejudging.goOn();
      for (const person of [expert, applicant, keen]) {
        const { data } = await ear.next('qualification.changed', ({ data: { accountId } }) => accountId === person.id);
        expect(data.qualification.qualified).toBe(qualified);
      }
    };
    ok(await put(manager, partner, 1, 95));
    await judged(false);
    expect(await badge()).toBe('lapsed');
    expect((await pageOf(partner)).experts).toBe(0);
    const { items }: Applications = ok(await manager.get(`/partners/${partner.slug}/applications`)).body;
    expect(items).toMatchObject([{ from: { id: applicant.id }, qualification: { qualified: false } }]);

    ok(await put(manager, partner, 2, 90));
    await judged(true);
    expect(await badge()).toBe('active');
    expect((await pageOf(partner)).experts).toBe(1);

    // Other words ask for nothing else.
    ok(await put(manager, partner, 3, 90, [{ ...TALK, required: false }]));
    await rejudging.goOn();
    await ear.settled();
    expect(ear.events(managers).at(-1)!.type).toBe('settings.changed');
    expect(await PartnerModel.exists({ _id: toId(partner.id), rejudged: { $exists: true } })).toBeNull();
    ear.close();
  });
});

describe('a manager', () => {
  const canWatch = async (person: Person, { id }: PartnerFace): Promise<boolean> => {
    const ear = await person.listen();
    const watched = await ear.watch({ [`managers:${id}`]: null });
    ear.close();
    return !('denied' in watched[`managers:${id}`]!);
  };

  test('is appointed by staff, and told so', async () => {
    const partner = await made();
    const person = await someone();
    expect(await codeOf(manage(manager, partner, person))).toBe('forbidden');
    expect(await codeOf(staff.put(`/partners/${partner.slug}/managers/nobody-at-all`))).toBe('not_found');
    for (let n = 0; n < 2; n += 1) ok(await manage(staff, partner, person));
    const { managers } = await settingsOf(partner, person);
    expect(managers.map(({ id }) => id)).toEqual([manager.id, person.id]);
    expect(await canWatch(person, partner)).toBe(true);
    const { items } = ok(await person.get('/me/notifications')).body;
    expect(items).toMatchObject([{ kind: 'partner-manager', partner: { slug: partner.slug } }]);
  });

  test('who is one no longer hears nothing more from that moment on', async () => {
    const partner = await made();
    const person = await someone();
    ok(await manage(staff, partner, person));
    const [ear, witness] = [await person.listen(), await manager.listen()];
    const stream = `managers:${partner.id}`;
    for (const one of [ear, witness]) await one.watch({ [stream]: null });
    expect(await codeOf(dismiss(manager, partner, person))).toBe('forbidden');
    for (let n = 0; n < 2; n += 1) ok(await dismiss(staff, partner, person));
    expect(await ear.notice(({ type }) => type === 'revoked')).toMatchObject({ payload: { stream, reason: 'role' } });
    ok(await manager.patch(`/partners/${partner.slug}`, { tagline: 'After' }));
    await witness.next('settings.changed', ({ data }) => data.partner.tagline === 'After');
    await ear.settled();
    expect(ear.events(stream)).toEqual([]);
    expect(witness.events(stream).filter(({ type }) => type === 'manager.ended')).toHaveLength(1);
    expect(await canWatch(person, partner)).toBe(false);
    expect(await codeOf(person.get(`/partners/${partner.slug}/settings`))).toBe('forbidden');
    for (const one of [ear, witness]) one.close();
  });

  test('is nobody who has ever applied, and nobody who has decides who is', async () => {
    const partner = await made();
    const person = await someone();
    ok(await manager.post(`/partners/${partner.slug}/invitations`, { username: person.username }));
    await applyTo(person, partner, { answers: [] });
    expect(await codeOf(manage(staff, partner, person))).toBe('own_dealings');
    ok(await person.delete(`/partners/${partner.slug}/applications`));
    expect(await codeOf(manage(staff, partner, person))).toBe('own_dealings');
    ok(await staff.patch(`/accounts/${person.username}`, { role: 'staff' }));
    const other = await someone();
    expect(await codeOf(manage(person, partner, other))).toBe('own_dealings');
    expect(await codeOf(person.patch(`/partners/${partner.slug}`, { name: 'Mine' }))).toBe('own_dealings');
  });

  test('who is staff goes on managing as staff, until they are that no longer', async () => {
    const partner = await made();
    const [other] = (await Person.makeMany(guildhall.url, SECRET, 1, 'staff')) as [Person];
    ok(await manage(staff, partner, other));
    const ear = await other.listen();
    await ear.watch({ [`managers:${partner.id}`]: null });
    ok(await dismiss(staff, partner, other));
    await ear.next('settings.changed');
    expect(await canWatch(other, partner)).toBe(true);
    ok(await staff.patch(`/accounts/${other.username}`, { role: 'member' }));
    await ear.notice(({ type }) => type === 'disconnect');
    ok(await manager.patch(`/partners/${partner.slug}`, { tagline: 'After' }));
    expect(await canWatch(other, partner)).toBe(false);
    expect(ear.heard.filter(({ type }) => type === 'settings.changed')).toHaveLength(1);
    ear.close();
  });
});

test('what managers see of the settings, and members of themselves, follows what happens', async () => {
  const partner = await made();
  const { slug } = partner;
  const person = await someone();
  const group = await staff.makeGroup();
  const pages = [{ path: `/partners/${slug}/settings`, reduce: reducePartnerConsole }];
  const own = [{ path: '/me/partners', reduce: reduceDealings }];
  const expert = await someone();
  await giveFacts(expert);
  const steps: (() => Promise<unknown>)[] = [
    async () => ok(await manager.patch(`/partners/${slug}`, { about: 'Other', groups: [group.slug], featured: 2 })),
    async () => ok(await manager.put(`/partners/${slug}/process`, { basedOn: 1, jss: 90, steps: [TALK] })),
    async () => ok(await manager.put(`/partners/${slug}/process`, { basedOn: 2, jss: 80, steps: [] })),
    async () => ok(await manage(staff, partner, person)),
    async () => ok(await dismiss(staff, partner, person)),
    async () => {
      ok(await manager.post(`/partners/${slug}/invitations`, { username: expert.username }));
      ok(await decide(manager, await applyTo(expert, { ...partner }, { processVersion: 3, answers: [] }), 'select'));
    },
    async () => ok(await staff.patch(`/partners/${slug}`, { archived: true })),
  ];
  for (const step of steps) {
    const seen = () => expectFollowed(person, own, step);
    await expectFollowed(manager, pages, seen, [`partner:${partner.id}`]);
  }
});
