import type { DeliveryOutcome, DeliveryOutcomes, FactDelivery, OwnFacts } from '../../shared/partners/facts.ts';
import { accountStream } from '../../shared/streams.ts';
import { type AccountRecord, accountByUsername, presentActor } from '../accounts/account.ts';
import { append, write } from '../events/write.ts';
import { merge, type VersionedFacts } from './facts-merging.ts';
import { FactsModel, presentFacts } from './facts-record.ts';

/**
 * Takes what the marketplace delivers, each delivery for itself and in the order in which they come: one that is refused leaves the
 * others be, and all of it may be delivered again.
 */
export async function deliverFacts(items: FactDelivery[]): Promise<DeliveryOutcomes> {
  const outcomes: DeliveryOutcome[] = [];
  for (const item of items) outcomes.push(await deliver(item));
  return { items: outcomes };
}

async function deliver(delivery: FactDelivery): Promise<DeliveryOutcome> {
  const { username, version } = delivery;
  const answered = { username, version, older: [] };
  const someone = await accountByUsername(username);
  if (!someone) return { ...answered, outcome: 'unknown' };
  return write([accountStream(someone._id.toString())], async () => {
    const account = await accountByUsername(username);
    if (!account || account.erasedAt) return { ...answered, outcome: 'unknown' };
    return { ...answered, ...(await take(account, delivery)) };
  });
}

async function take(
  account: AccountRecord,
  delivery: FactDelivery,
): Promise<Pick<DeliveryOutcome, 'outcome'> & Partial<DeliveryOutcome>> {
  const known = await FactsModel.findById(account._id).lean();
  const merged = merge(known ?? NOTHING, delivery);
  if (!merged) return { outcome: 'conflict' };
  const { facts, everScored, changed, older, kept } = merged;
  const now = new Date();
  const record = { facts, everScored, changedAt: changed.length > 0 || !known ? now : known.changedAt };
  if (kept) await FactsModel.updateOne({ _id: account._id }, { $set: record }, { upsert: true });
  if (changed.length > 0) await tell(account, presentFacts({ _id: account._id, ...record }));
  return { outcome: changed.length > 0 ? 'applied' : 'known', older };
}

/** Tells them what is known of them now, and those who judge by it. */
async function tell(account: AccountRecord, facts: OwnFacts): Promise<void> {
  append(accountStream(account._id.toString()), 'facts.changed', presentActor(account), facts);
}

const NOTHING: VersionedFacts = { facts: {}, everScored: false };
