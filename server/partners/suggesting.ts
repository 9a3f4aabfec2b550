import type { Suggestion, SuggestionReason, Suggestions } from '../../shared/partners/inviting.ts';
import { AccountModel, type AccountRecord } from '../accounts/account.ts';
import { isStaff } from '../accounts/policy.ts';
import { isUsable } from '../accounts/suspension.ts';
import { type ObjectId, toId } from '../db/id.ts';
import { GroupModel } from '../groups/group.ts';
import { found } from '../lib/errors.ts';
import { ApplicationModel } from './application-record.ts';
import { ExpertModel } from './expert-record.ts';
import { InterestModel } from './interest-record.ts';
import { ExpertInvitationModel } from './invitation-record.ts';
import { qualifications } from './judging.ts';
import { managing } from './managing.ts';
import type { PartnerRecord } from './partner.ts';
import { presentPerson } from './person.ts';
import { isNamedManager } from './policy.ts';
import { type Activity, activityIn } from './suggesting-activity.ts';

const DAYS = 90;
/** How many are suggested; among how many they are looked for; how many of those who are interested; in how many groups. */
const SUGGESTED = 30;
const CONSIDERED = 200;
const INTERESTED = 100;
const GROUPS = 200;

/** What each counts for in the order. */
const WEIGHTS = { interest: 25, topics: 2, kudos: 2, replies: 1 };

/**
 * Whom a partner might invite, with reasons: who has been active lately in its groups (open ones alone; where it has named none, in all open
 * ones), and who is interested. It goes by what they did and not by what they are called here. What it reads is bounded,
 * however many members and posts there are.
 * @throws AppError not_found, forbidden, own_dealings
 */
export async function readSuggestions(viewer: AccountRecord, slug: string, now = new Date()): Promise<Suggestions> {
  const partner = await managing(viewer, slug);
  const groups = await groupsOf(partner);
  const since = new Date(now.getTime() - DAYS * 86_400_000);
  const names = new Map(groups.map(({ _id, name }) => [_id.toString(), name]));
  const activity = await activityIn(
    groups.map(({ _id }) => _id),
    since,
  );
  const candidates = new Map<string, SuggestionReason[]>();
  for (const [account, all] of byAccount(activity)) candidates.set(account, reasonsIn(all, names));
  for (const account of await interestedIn(partner))
    candidates.set(account, [interest(), ...(candidates.get(account) ?? [])]);
  const best = [...candidates].sort(byWeight).slice(0, CONSIDERED);
  return { items: await present(partner, best, now), next: null };
}

function groupsOf({ groups }: PartnerRecord) {
  const named = groups.length > 0 ? { _id: { $in: groups } } : {};
  return GroupModel.find({ ...named, access: 'open' }, { name: 1 })
    .limit(GROUPS)
    .lean();
}

function byAccount(activity: Activity[]): Map<string, Activity[]> {
  const all = new Map<string, Activity[]>();
  for (const one of activity) all.set(one.account, [...(all.get(one.account) ?? []), one]);
  return all;
}

/** How often they did what; where all of it was in one group, in which. */
function reasonsIn(activity: Activity[], names: Map<string, string>): SuggestionReason[] {
  return (['topics', 'replies', 'kudos'] as const).flatMap((kind) => {
    const places = activity.filter((one) => one[kind] > 0);
    const count = places.reduce((sum, one) => sum + one[kind], 0);
    const [only, other] = new Set(places.map(({ group }) => group));
    const group = only && !other ? (names.get(only) ?? null) : null;
    return count > 0 ? [{ kind, count, days: DAYS, group }] : [];
  });
}

const interest = (): SuggestionReason => ({ kind: 'interest', count: 1, days: DAYS, group: null });

async function interestedIn({ _id }: PartnerRecord): Promise<string[]> {
  const interests = await InterestModel.find({ partner: _id, withdrawn: false }, { account: 1 })
    .sort({ at: -1, _id: -1 })
    .limit(INTERESTED)
    .lean();
  return interests.map(({ account }) => account.toString());
}

type Candidate = [account: string, reasons: SuggestionReason[]];

const weightOf = (reasons: SuggestionReason[]): number =>
  reasons.reduce((sum, { kind, count }) => sum + count * WEIGHTS[kind], 0);

const byWeight = ([a, some]: Candidate, [b, others]: Candidate): number =>
  weightOf(others) - weightOf(some) || (a < b ? -1 : 1);

async function present(partner: PartnerRecord, candidates: Candidate[], now: Date): Promise<Suggestion[]> {
  const ids = candidates.map(([account]) => toId(account));
  const taken = await underWay(partner, ids);
  const accounts = await AccountModel.find({ _id: { $in: ids } }).lean();
  const free = new Map(
    accounts
      .filter((account) => isUsable(account, now) && !isStaff(account) && !isNamedManager(account, partner))
      .filter(({ _id }) => !taken.has(_id.toString()))
      .map((account) => [account._id.toString(), account]),
  );
  const chosen = candidates.filter(([account]) => free.has(account)).slice(0, SUGGESTED);
  const qualified = await qualifications(
    partner,
    chosen.map(([account]) => toId(account)),
    now,
  );
  return chosen.map(([account, reasons]) => ({
    person: presentPerson(found(free.get(account))),
    reasons,
    qualification: found(qualified.get(account)),
  }));
}

/** Those of them who have been invited, have applied, or are experts already. */
async function underWay({ _id: partner }: PartnerRecord, accounts: ObjectId[]): Promise<Set<string>> {
  const both = { partner, account: { $in: accounts } };
  const taken = await Promise.all([
    ExpertInvitationModel.distinct('account', { ...both, state: 'pending' }),
    ApplicationModel.distinct('account', { ...both, state: { $ne: 'withdrawn' } }),
    ExpertModel.distinct('account', { ...both, live: true }),
  ]);
  return new Set(taken.flat().map(String));
}
