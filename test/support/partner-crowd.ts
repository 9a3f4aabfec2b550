import { AccountModel } from '../../server/accounts/account.ts';
import { toId } from '../../server/db/id.ts';
import { write } from '../../server/events/write.ts';
import { found } from '../../server/lib/errors.ts';
import { listExpert } from '../../server/partners/expert-actions.ts';
import { ExpertModel, type ExpertRecord } from '../../server/partners/expert-record.ts';
import { leaveExperts } from '../../server/partners/expert-removal.ts';
import { partnerBySlug } from '../../server/partners/partner.ts';
import { recheck } from '../../server/partners/rechecking.ts';
import type { PartnerFace } from '../../shared/partners/partners.ts';
import { giveFacts } from './partnering.ts';
import { Person } from './person.ts';

/** People who are experts of one partner after the other, without the way they would have come there. */
export type Crowd = { staff: Person; manager: Person; people: Person[] };

export async function makeCrowd(url: string, secret: string, count: number): Promise<Crowd> {
  const [staff] = await Person.makeMany(url, secret, 1, 'staff');
  const [manager, ...people] = await Person.makeMany(url, secret, count + 1);
  for (const person of people) await giveFacts(person);
  return { staff: staff!, manager: manager!, people };
}

/** What may become of someone in a directory. */
export type Move = 'comes' | 'lapses' | 'returns' | 'leaves';

/** One of the crowd comes into a partner's directory or goes out of it. @returns their badge; null where they cannot do that. */
export async function comeAndGo(
  { manager, people }: Crowd,
  { slug, id }: PartnerFace,
  move: Move,
  who: number,
): Promise<ExpertRecord | null> {
  const person = people[who]!;
  const before = await ExpertModel.findOne({ partner: toId(id), account: toId(person.id), live: true }).lean();
  if ((before?.state ?? 'removed') !== BEFORE[move]) return null;
  if (move === 'leaves') await leaveExperts(await accountOf(person), slug);
  else if (move === 'comes') return join(manager, person, slug);
  else await lapse(person, move === 'lapses');
  return before;
}

const BEFORE = { comes: 'removed', lapses: 'active', returns: 'lapsed', leaves: 'active' } as const;

async function join(manager: Person, person: Person, slug: string): Promise<ExpertRecord> {
  await giveFacts(person);
  const [viewer, account] = [await accountOf(manager), await accountOf(person)];
  return write([], async () => listExpert(viewer, await partnerBySlug(slug), { headline: 'Knows it well' }, account));
}

/** By what the marketplace tells of them. */
async function lapse(person: Person, lapses: boolean): Promise<void> {
  await giveFacts(person, lapses ? { visibility: 'private' } : {});
  await write([], () => recheck(toId(person.id), new Date()));
}

const accountOf = async ({ id }: Person) => found(await AccountModel.findById(id).lean());
