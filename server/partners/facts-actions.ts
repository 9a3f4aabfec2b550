import type { DeliveryOutcome, DeliveryOutcomes, FactDelivery } from '../../shared/partners/facts.ts';
import { accountStream } from '../../shared/streams.ts';
import { AccountModel, type AccountRecord, accountKey, presentActor } from '../accounts/account.ts';
import { append, write } from '../events/write.ts';
import { merge, type VersionedFacts } from './facts-merging.ts';
import { FactsModel, type FactsRecord, presentFacts } from './facts-record.ts';
import { judgeAnew } from './judging-anew.ts';

/**
 * Takes what the marketplace delivers, each delivery for itself and in the order in which they come: one that is refused leaves the
 * others be, and all of it may be delivered again.
 */
export async function deliverFacts(items: FactDelivery[]): Promise<DeliveryOutcomes> {
  const known = await knownOf(items);
  const outcomes: DeliveryOutcome[] = [];
  for (const item of items) {
    const { username, version } = item;
    const taken = await deliver(item, known.get(accountKey(username)));
    outcomes.push({ username, version, older: [], ...taken });
  }
  return { items: outcomes };
}

type Taken = Pick<DeliveryOutcome, 'outcome'> & Partial<DeliveryOutcome>;

/** Someone, and what was known of them before a request. */
type Known = { account: Pick<AccountRecord, '_id' | 'erasedAt'>; facts: FactsRecord | undefined };

async function knownOf(items: FactDelivery[]): Promise<Map<string, Known>> {
  const keys = { $in: items.map(({ username }) => accountKey(username)) };
  const accounts = await AccountModel.find({ usernameKey: keys }, { usernameKey: 1, erasedAt: 1 }).lean();
  const records = await FactsModel.find({ _id: { $in: accounts.map(({ _id }) => _id) } }).lean();
  const facts = new Map(records.map((record) => [record._id.toString(), record]));
  return new Map(
    accounts.map((account) => [account.usernameKey, { account, facts: facts.get(account._id.toString()) }]),
  );
}

async function deliver(delivery: FactDelivery, known: Known | undefined): Promise<Taken> {
  if (!known || known.account.erasedAt) return { outcome: 'unknown' };
  // Versions only rise: what was not new before the request is not new now. A file that comes again costs no transactions.
  const merged = merge(known.facts ?? NOTHING, delivery);
  if (merged && !merged.isNew) return { outcome: 'known', older: merged.older };
  return write([streamOf(known.account)], async () => {
    const account = await AccountModel.findById(known.account._id).lean();
    return account && !account.erasedAt ? take(account, delivery) : { outcome: 'unknown' };
  });
}

async function take(account: AccountRecord, delivery: FactDelivery): Promise<Taken> {
  const known = await FactsModel.findById(account._id).lean();
  const merged = merge(known ?? NOTHING, delivery);
  if (!merged) return { outcome: 'conflict' };
  const { facts, everScored, changed, older, isNew, isOtherwise } = merged;
  const now = new Date();
  const isChanged = changed.length > 0;
  const record = { facts, everScored, changedAt: isChanged || !known ? now : known.changedAt };
  if (isNew) await FactsModel.updateOne({ _id: account._id }, { $set: record }, { upsert: true });
  if (isChanged) append(streamOf(account), 'facts.changed', presentActor(account), presentFacts(record));
  if (isOtherwise) await judgeAnew(account._id, now);
  return { outcome: isChanged ? 'applied' : 'known', older };
}

const streamOf = ({ _id }: Pick<AccountRecord, '_id'>) => accountStream(_id.toString());

const NOTHING: VersionedFacts = { facts: {}, everScored: false };
