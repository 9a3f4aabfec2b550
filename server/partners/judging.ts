import { type Qualification, qualify } from '../../shared/partners/qualification.ts';
import { AccountModel, type AccountRecord } from '../accounts/account.ts';
import { isUsable } from '../accounts/suspension.ts';
import type { ObjectId } from '../db/id.ts';
import { found } from '../lib/errors.ts';
import { ApplicationModel, type ApplicationRecord } from './application-record.ts';
import { FactsModel, type FactsRecord, knownFacts } from './facts-record.ts';
import type { PartnerRecord } from './partner.ts';

/** Whether someone qualifies, and from when on time alone may make another thing of it; null: it does not. */
export type Verdict = { qualification: Qualification; due: Date | null };

/** Whether these accounts qualify for a partner, by account, as its managers may know it. */
export async function qualifications(
  partner: PartnerRecord,
  accounts: ObjectId[],
  now = new Date(),
): Promise<Map<string, Qualification>> {
  const verdicts = await verdictsOn(partner, accounts, now);
  return new Map([...verdicts].map(([account, { qualification }]) => [account, qualification]));
}

/** As `qualifications`, and until when that holds. */
export async function verdictsOn(
  partner: PartnerRecord,
  accounts: ObjectId[],
  now: Date,
): Promise<Map<string, Verdict>> {
  const ids = { $in: accounts };
  const people = await AccountModel.find({ _id: ids }, { suspension: 1, erasedAt: 1 }).lean();
  const facts = new Map((await FactsModel.find({ _id: ids }).lean()).map((record) => [record._id.toString(), record]));
  const applications = await ApplicationModel.find(
    { partner: partner._id, account: ids },
    { account: 1, marks: 1 },
  ).lean();
  const marks = new Map(applications.map(({ account, marks: given }) => [account.toString(), given]));
  return new Map(
    people.map((person) => {
      const key = person._id.toString();
      return [key, judge(partner, person, facts.get(key), marks.get(key) ?? [], now)];
    }),
  );
}

export async function verdictOn(partner: PartnerRecord, account: ObjectId, now: Date): Promise<Verdict> {
  return found((await verdictsOn(partner, [account], now)).get(account.toString()));
}

/** Whether one of them does. */
export async function qualificationOf(
  partner: PartnerRecord,
  account: ObjectId,
  now = new Date(),
): Promise<Qualification> {
  return (await verdictOn(partner, account, now)).qualification;
}

function judge(
  partner: PartnerRecord,
  person: Pick<AccountRecord, 'suspension' | 'erasedAt'>,
  facts: FactsRecord | undefined,
  marks: ApplicationRecord['marks'],
  now: Date,
): Verdict {
  const everScored = facts?.everScored ?? false;
  const candidate = { facts: knownFacts(facts), everScored, usable: isUsable(person, now), marks };
  return { qualification: qualify(candidate, partner.process, now), due: nextChange(person, marks, now) };
}

/** The first moment at which a mark or a suspension ends. */
function nextChange(
  { suspension }: Pick<AccountRecord, 'suspension'>,
  marks: ApplicationRecord['marks'],
  now: Date,
): Date | null {
  const ends = [suspension?.until, ...marks.map(({ until }) => until && new Date(until))];
  const ahead = ends.filter((end): end is Date => end instanceof Date && end > now);
  return ahead.length > 0 ? new Date(Math.min(...ahead.map(Number))) : null;
}
