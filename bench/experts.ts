import { randomUUID } from 'node:crypto';
import { newId, type ObjectId, toId } from '../server/db/id.ts';
import { ExpertModel, type ExpertRecord } from '../server/partners/expert-record.ts';
import { FactsModel } from '../server/partners/facts-record.ts';
import { PartnerModel, type PartnerRecord } from '../server/partners/partner.ts';
import { turn } from '../server/partners/rotation.ts';
import { makePeople } from './community.ts';

const BATCH = 5_000;

/** How many digits are in a name: so all names are equally long. */
const DIGITS = 6;

/** Makes a partner straight in the store, with so many experts, whom nothing but the directory knows. */
export async function makeDirectory(slug: string, size: number): Promise<PartnerRecord> {
  const partner: PartnerRecord = {
    _id: newId(),
    slug,
    name: slug,
    tagline: 'Makes tools',
    about: 'It makes tools.',
    website: null,
    colour: '#2f6f4f',
    logo: null,
    process: { version: 1, jss: 80, steps: [] },
    managers: [],
    groups: [],
    featured: 4,
    hours: 24,
    experts: size,
    createdAt: new Date(),
    archivedAt: null,
  };
  await PartnerModel.create([partner]);
  for (let done = 0; done < size; done += BATCH) {
    const experts = Array.from({ length: Math.min(BATCH, size - done) }, (_, index) => expert(partner, done + index));
    await ExpertModel.insertMany(experts, { lean: true });
  }
  return partner;
}

/** How the one at this place in the order of names is called. */
export const nameAt = (index: number): string => `Expert ${String(index).padStart(DIGITS, '0')}`;

/** Experts with accounts and facts by which they qualify. @returns the experts. */
export async function addJudged(partner: PartnerRecord, count: number): Promise<ObjectId[]> {
  const accounts = (await makePeople(count)).map(({ id }) => toId(id));
  const facts = { status: 'active', jss: 95, completeness: 100, visibility: 'public', english: 'native' };
  const versioned = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, { value, version: 1 }]));
  await FactsModel.insertMany(accounts.map((_id) => ({ _id, facts: versioned, changedAt: new Date() })));
  const experts = accounts.map((account, index) => ({ ...expert(partner, index), account }));
  await ExpertModel.insertMany(experts, { lean: true });
  return experts.map(({ _id }) => _id);
}

/** Half of them are to be judged again later. */
function expert({ _id: partner }: PartnerRecord, index: number): ExpertRecord {
  const [_id, now, displayName] = [newId(), new Date(), nameAt(index)];
  const username = `x${randomUUID().replaceAll('-', '').slice(0, 20)}`;
  return {
    _id,
    partner,
    account: newId(),
    username,
    usernameKey: username,
    displayName,
    nameKey: displayName.toLowerCase(),
    headline: 'Knows these tools well, and shows others how they are used',
    state: 'active',
    live: true,
    since: now,
    changedAt: now,
    checkedAt: now,
    failing: [],
    ...(index % 2 === 0 && { due: new Date(now.getTime() + 86_400_000) }),
    reason: null,
    exposures: 0,
    ...turn(_id, 0),
  };
}
