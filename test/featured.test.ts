import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Guildhall } from '../server/app.ts';
import { toId } from '../server/db/id.ts';
import { DealModel } from '../server/partners/deal-record.ts';
import { ExpertModel } from '../server/partners/expert-record.ts';
import { BUCKETS, readFeatured } from '../server/partners/featuring.ts';
import { PartnerModel } from '../server/partners/partner.ts';
import type { Featured } from '../shared/partners/experts.ts';
import type { PartnerFace } from '../shared/partners/partners.ts';
import { openGuildhall } from './support/guildhall.ts';
import { request } from './support/http.ts';
import { type Crowd, comeAndGo, makeCrowd } from './support/partner-crowd.ts';
import { makePartner } from './support/partnering.ts';
import { ok } from './support/person.ts';
import { RotationModel } from './support/rotation-model.ts';

/** How many histories are tried: FEATURED_RUNS for long runs. */
const RUNS = Number(process.env.FEATURED_RUNS ?? 8);
const PLACES = 3;
const HOUR = 3_600_000;
const START = Date.parse('2030-01-01T00:00:00.000Z');

let guildhall: Guildhall;
let crowd: Crowd;
beforeAll(async () => {
  guildhall = await openGuildhall({ jwtSecret: 'x'.repeat(40) });
  crowd = await makeCrowd(guildhall.url, 'x'.repeat(40), 7);
});
afterAll(() => guildhall?.close());

type Step =
  | { does: 'comes' | 'lapses' | 'returns' | 'leaves'; who: number }
  | { does: 'looks'; who: number }
  | { does: 'waits'; hours: number };

const steps = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        does: fc.constantFrom('comes' as const, 'lapses' as const, 'returns' as const, 'leaves' as const),
        who: fc.nat(6),
      }),
    },
    { weight: 4, arbitrary: fc.record({ does: fc.constant('looks' as const), who: fc.nat(3) }) },
    { weight: 2, arbitrary: fc.record({ does: fc.constant('waits' as const), hours: fc.integer({ min: 1, max: 3 }) }) },
  ),
  { minLength: 10, maxLength: 40 },
) as fc.Arbitrary<Step[]>;

/** Visitors of different buckets. */
const VISITORS = ['first visitor', 'second visitor', 'third visitor', 'fourth visitor'];
const bucketOf = (visitor: string) => createHash('sha256').update(visitor).digest().readUInt32BE(0) % BUCKETS;

describe('the rotation', () => {
  test('of any history: nobody is ever more than one ahead, and each page is what a plain model of it shows', async () => {
    expect(new Set(VISITORS.map(bucketOf)).size).toBe(VISITORS.length);
    await fc.assert(fc.asyncProperty(steps, goThrough), { numRuns: RUNS, endOnFailure: true });
  });
});

async function goThrough(history: Step[]): Promise<void> {
  const partner = await partnerWith(PLACES, 1);
  await tryOut(partner, history);
  for (const who of crowd.people.keys()) await comeAndGo(crowd, partner, 'leaves', who);
}

async function tryOut(partner: PartnerFace, history: Step[]): Promise<void> {
  const model = new RotationModel(PLACES);
  let now = START;
  for (const step of history) {
    if (step.does === 'waits') now += step.hours * HOUR;
    else if (step.does === 'looks') {
      const visitor = VISITORS[step.who]!;
      const { items } = await readFeatured(partner.slug, visitor, new Date(now));
      const expected = model.visit(`${bucketOf(visitor)} ${Math.floor(now / HOUR)}`);
      expect(items.map(({ id }) => id)).toEqual(expected);
    } else {
      const expert = await comeAndGo(crowd, partner, step.does, step.who);
      const comes = step.does === 'comes' || step.does === 'returns';
      if (expert && comes) model.comes(expert._id.toString(), step.who);
      if (expert && !comes) model.goes(expert._id.toString());
    }
    const rounds = await activeRounds(partner);
    expect(rounds).toEqual([...model.rounds].sort((a, b) => a - b));
    if (rounds.length > 0) expect(rounds.at(-1)! - rounds[0]!).toBeLessThanOrEqual(1);
  }
}

const activeRounds = async ({ id }: PartnerFace): Promise<number[]> =>
  (await ExpertModel.find({ partner: toId(id), state: 'active' }).lean())
    .map(({ round }) => round)
    .sort((a, b) => a - b);

async function partnerWith(featured: number, hours: number): Promise<PartnerFace> {
  const partner = await makePartner(crowd.staff, crowd.manager);
  await PartnerModel.updateOne({ _id: toId(partner.id) }, { $set: { featured, hours } });
  return partner;
}

const look = async ({ slug }: PartnerFace, visitor?: string): Promise<Featured> =>
  ok(
    await request(
      guildhall.url,
      'GET',
      `/partners/${slug}/featured${visitor ? `?visitor=${encodeURIComponent(visitor)}` : ''}`,
    ),
  ).body;

describe('a visitor', () => {
  let partner: PartnerFace;
  beforeAll(async () => {
    partner = await partnerWith(2, 168);
    for (const who of [0, 1, 2, 3, 4]) await comeAndGo(crowd, partner, 'comes', who);
  });

  test('sees the same page again, for which nothing more is written', async () => {
    const page = await look(partner, VISITORS[0]);
    expect(page.items).toHaveLength(2);
    const dealt = await DealModel.countDocuments({ partner: toId(partner.id) });
    const exposed = await exposures();
    for (let views = 0; views < 5; views += 1) expect(await look(partner, VISITORS[0])).toEqual(page);
    expect(await DealModel.countDocuments({ partner: toId(partner.id) })).toBe(dealt);
    expect(await exposures()).toEqual(exposed);
  });

  test('of a bucket where nobody was sees others next, and each view of many at once is of one deal', async () => {
    const first = await look(partner, VISITORS[0]);
    const pages = await Promise.all(Array.from({ length: 10 }, () => look(partner, VISITORS[1])));
    for (const page of pages) expect(page).toEqual(pages[0]);
    const names = ({ items }: Featured) => items.map(({ username }) => username);
    expect(names(pages[0]!).some((name) => names(first).includes(name))).toBe(false);
    expect(Object.values(await exposures()).sort()).toEqual([0, 1, 1, 1, 1]);
  });

  test('who does not say what they are known by is known by where they come from', async () => {
    expect(await look(partner)).toEqual(await look(partner));
  });

  test('loses whoever goes at once, and sees someone in their place, the others where they were', async () => {
    const [gone, stays] = (await look(partner, VISITORS[0])).items;
    await comeAndGo(
      crowd,
      partner,
      'lapses',
      crowd.people.findIndex(({ username }) => username === gone!.username),
    );
    const page = await look(partner, VISITORS[0]);
    expect(page.items[1]).toEqual(stays);
    expect(page.items.map(({ id }) => id)).not.toContain(gone!.id);
    expect(page.items).toHaveLength(2);
  });

  const exposures = async (): Promise<Record<string, number>> => {
    const experts = await ExpertModel.find({ partner: toId(partner.id), live: true }).lean();
    return Object.fromEntries(experts.map(({ username, exposures: times }) => [username, times]));
  };
});

test('a partner with nobody features nobody, and one that is not there is not found', async () => {
  const partner = await partnerWith(PLACES, 1);
  expect((await look(partner, VISITORS[2])).items).toEqual([]);
  expect((await request(guildhall.url, 'GET', '/partners/nobody/featured')).body.code).toBe('not_found');
  expect((await request(guildhall.url, 'GET', `/partners/${partner.slug}/featured?visitor=short`)).status).toBe(400);
});
