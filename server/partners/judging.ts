import { type Qualification, qualify } from '../../shared/partners/qualification.ts';
import { AccountModel, type AccountRecord } from '../accounts/account.ts';
import { isUsable } from '../accounts/suspension.ts';
import type { ObjectId } from '../db/id.ts';
import { found } from '../lib/errors.ts';
import { ApplicationModel, type ApplicationRecord } from './application-record.ts';
import { FactsModel, type FactsRecord, knownFacts } from './facts-record.ts';
import type { PartnerRecord } from './partner.ts';

/** Whether these accounts qualify for a partner, by account, as its managers may know it. */
export async function qualifications(
  partner: PartnerRecord,
  accounts: ObjectId[],
  now = new Date(),
): Promise<Map<string, Qualification>> {
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

/** Whether one of them does. */
export async function qualificationOf(
  partner: PartnerRecord,
  account: ObjectId,
  now = new Date(),
): Promise<Qualification> {
  return found((await qualifications(partner, [account], now)).get(account.toString()));
}

function judge(
  partner: PartnerRecord,
  person: Pick<AccountRecord, 'suspension' | 'erasedAt'>,
  facts: FactsRecord | undefined,
  marks: ApplicationRecord['marks'],
  now: Date,
): Qualification {
  return qualify({ facts: knownFacts(facts), usable: isUsable(person, now), marks }, partner.process, now);
}
