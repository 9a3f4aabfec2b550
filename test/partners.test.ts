import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import type { Dealings } from '../shared/partners/dealings.ts';
import type { PartnerPage, StaffPartners } from '../shared/partners/partners.ts';
import { openGuildhall } from './support/guildhall.ts';
import { request } from './support/http.ts';
import { makePartner, type Partnering, partneringScene } from './support/partnering.ts';
import { ok } from './support/person.ts';

let guildhall: Guildhall;
let scene: Partnering;
beforeAll(async () => {
  guildhall = await openGuildhall();
  scene = await partneringScene(guildhall.url);
});
afterAll(() => guildhall?.close());

test('staff make a partner, which strangers see', async () => {
  const { partner } = scene;
  const page: PartnerPage = ok(await request(guildhall.url, 'GET', `/partners/${partner.slug}`)).body;
  expect(page).toEqual({ ...partner, head: { stream: `partner:${partner.id}`, seq: 1 } });
  const list = ok(await request(guildhall.url, 'GET', '/partners')).body;
  expect(list.items.map(({ slug }: PartnerPage) => slug)).toContain(partner.slug);
});

test('nobody else makes one, and an address is taken once', async () => {
  const { staff, manager, partner } = scene;
  const face = { slug: partner.slug, name: 'Another', tagline: 'T', about: 'A' };
  expect((await manager.post('/partners', face)).body.code).toBe('forbidden');
  expect((await staff.post('/partners', face)).body.code).toBe('slug_taken');
});

test('everyone may watch a partner, and those who manage it its managers’ stream', async () => {
  const { staff, manager, bystander, partner } = scene;
  const streams = { [`partner:${partner.id}`]: null, [`managers:${partner.id}`]: null };
  for (const [who, manages] of [
    [staff, true],
    [manager, true],
    [bystander, false],
  ] as const) {
    const ear = await who.listen();
    const watched = await ear.watch(streams);
    expect(watched[`partner:${partner.id}`]).not.toHaveProperty('denied');
    expect('denied' in watched[`managers:${partner.id}`]!).toBe(!manages);
    ear.close();
  }
});

test('whoever manages a partner has it among their dealings', async () => {
  const { manager, bystander, partner } = scene;
  const dealings: Dealings = ok(await manager.get('/me/partners')).body;
  expect(dealings.items).toMatchObject([{ partner: { slug: partner.slug }, manages: true }]);
  expect(ok(await bystander.get('/me/partners')).body).toMatchObject({
    items: [],
    facts: { facts: {}, changedAt: null },
  });
});

test('staff list all partners, archived ones too, with who manages them; nobody else may', async () => {
  const { staff, manager, bystander } = scene;
  const { slug } = await makePartner(staff, manager);
  ok(await staff.patch(`/partners/${slug}`, { archived: true }));
  const all: StaffPartners = ok(await staff.get('/staff/partners')).body;
  const there = all.items.find((partner) => partner.slug === slug);
  expect(there?.archivedAt).not.toBeNull();
  expect(there?.managers).toMatchObject([{ username: manager.username }]);
  const open = ok(await request(guildhall.url, 'GET', '/partners')).body;
  expect(open.items.map((partner: PartnerPage) => partner.slug)).not.toContain(slug);
  for (const one of [manager, bystander]) expect((await one.get('/staff/partners')).body.code).toBe('forbidden');
});
