import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import type { PartnerNews } from '../shared/partners/news.ts';
import type { PartnerFace } from '../shared/partners/partners.ts';
import { reduceFeatured, reducePartner } from '../shared/reduce/partner.ts';
import type { Reducer } from '../shared/reduce/reducer.ts';
import type { Head } from '../shared/values.ts';
import { openGuildhall } from './support/guildhall.ts';
import { request } from './support/http.ts';
import { type Crowd, comeAndGo, makeCrowd } from './support/partner-crowd.ts';
import { makePartner } from './support/partnering.ts';
import { ok } from './support/person.ts';

// What strangers see of a partner: the snapshot before something happens, reduced by what they are told of it, equals the one
// fetched after.

const SECRET = 'x'.repeat(40);

let guildhall: Guildhall;
let crowd: Crowd;
beforeAll(async () => {
  guildhall = await openGuildhall({ jwtSecret: SECRET });
  crowd = await makeCrowd(guildhall.url, SECRET, 3);
});
afterAll(() => guildhall?.close());

const STEP = {
  ...{ id: 'talk', kind: 'review', title: 'A talk', details: '' },
  required: true,
  months: 12,
  links: 0,
  files: 0,
};

/** Everything by which a partner's page changes. */
const PAGE_CHANGES: [string, (partner: PartnerFace) => Promise<unknown>][] = [
  [
    'its text changes',
    ({ slug }) =>
      change(slug, {
        name: 'Another',
        tagline: 'New',
        about: 'Newer.',
        website: 'https://partner.example/',
        colour: '#123456',
      }),
  ],
  ['it is archived', ({ slug }) => change(slug, { archived: true }, crowd.staff)],
  [
    'it asks for more',
    async ({ slug }) =>
      ok(
        await crowd.manager.put(`/partners/${slug}/process`, {
          basedOn: 1,
          jss: 90,
          steps: [{ ...STEP, required: false }],
        }),
      ),
  ],
  [
    'it asks for what nobody has shown',
    async ({ slug }) =>
      ok(await crowd.manager.put(`/partners/${slug}/process`, { basedOn: 1, jss: 80, steps: [STEP] })),
  ],
  ['someone comes', (partner) => comeAndGo(crowd, partner, 'comes', 2)],
  ['someone lapses', (partner) => comeAndGo(crowd, partner, 'lapses', 0)],
  ['someone leaves', (partner) => comeAndGo(crowd, partner, 'leaves', 1)],
];

test.each(PAGE_CHANGES)('a partner’s page, when %s', async (_what, happen) => {
  const partner = await withExperts();
  await expectSame(partner, `/partners/${partner.slug}`, reducePartner, () => happen(partner));
});

/** Everything by which those who are featured change, but that someone takes a place, which is fetched. */
const FEATURED_CHANGES: [string, (partner: PartnerFace) => Promise<unknown>][] = [
  ['one of them lapses', (partner) => comeAndGo(crowd, partner, 'lapses', 0)],
  ['one of them leaves', (partner) => comeAndGo(crowd, partner, 'leaves', 1)],
  ['one of them is called something else', async () => ok(await crowd.people[0]!.patch('/me', { displayName: 'Zoë' }))],
];

test.each(FEATURED_CHANGES)('who is featured, when %s', async (_what, happen) => {
  const partner = await withExperts();
  const featured = `/partners/${partner.slug}/featured?visitor=a-visitor`;
  await expectSame(partner, featured, reduceFeatured, () => happen(partner));
});

async function withExperts(): Promise<PartnerFace> {
  const partner = await makePartner(crowd.staff, crowd.manager);
  for (const who of [0, 1]) await comeAndGo(crowd, partner, 'comes', who);
  return partner;
}

async function expectSame<View extends { head: Head }>(
  { slug }: PartnerFace,
  path: string,
  reduce: Reducer<View>,
  happen: () => Promise<unknown>,
): Promise<void> {
  const look = async (): Promise<View> => ok(await request(guildhall.url, 'GET', path)).body;
  const before = await look();
  await happen();
  const news = `/partners/${slug}/changes?after=${before.head.seq}`;
  const { events }: PartnerNews = ok(await request(guildhall.url, 'GET', news)).body;
  const heard = events!.map((event) => event as Parameters<typeof reduce>[1]);
  expect(heard.reduce((view, event) => reduce(view, event, ''), before)).toEqual(await look());
}

const change = async (slug: string, changes: object, by = crowd.manager) =>
  ok(await by.patch(`/partners/${slug}`, changes));
