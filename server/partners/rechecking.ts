import type { DealingNews } from '../../shared/partners/dealings.ts';
import type { QualificationLine } from '../../shared/partners/qualification.ts';
import type { ObjectId } from '../db/id.ts';
import { found } from '../lib/errors.ts';
import { tellDealing } from './dealing.ts';
import { mailLapse, mailRestoration, reasonOf } from './expert-news.ts';
import { tellListed, tellManagers, tellUnlisted } from './expert-presence.ts';
import { ExpertModel, type ExpertRecord, presentHolder } from './expert-record.ts';
import { type Verdict, verdictsOn } from './judging.ts';
import { type PartnerRecord, partnerById } from './partner.ts';
import { joinRotation } from './rotation.ts';

/**
 * Judges again whether someone meets what each partner asks whose expert they are, in the transaction of what has changed: a badge
 * rests at once where they do not, and is good again at once where they do.
 */
export async function recheck(accountId: ObjectId, now: Date): Promise<void> {
  const experts = await ExpertModel.find({ account: accountId, live: true }).lean();
  for (const expert of experts) await judgeAgain(await partnerById(expert.partner), [expert], now);
}

/** The same of some of a partner's experts. */
export async function judgeAgain(partner: PartnerRecord, experts: ExpertRecord[], now: Date): Promise<void> {
  const accounts = experts.map(({ account }) => account);
  const verdicts = await verdictsOn(partner, accounts, now);
  for (const expert of experts) await settle(partner, expert, found(verdicts.get(expert.account.toString())), now);
}

async function settle(partner: PartnerRecord, expert: ExpertRecord, verdict: Verdict, now: Date): Promise<void> {
  const { qualification, due } = verdict;
  const failing = qualification.lines.filter(({ state }) => state === 'fails' || state === 'missing');
  const news = newsOf(expert, qualification.qualified, failing);
  const judged = {
    state: qualification.qualified ? ('active' as const) : ('lapsed' as const),
    failing,
    checkedAt: now,
  };
  const turned = news === 'lapsed' || news === 'restored' ? { changedAt: now } : {};
  const turn = news === 'restored' ? await joinRotation(partner, expert) : {};
  const changes = { ...judged, ...turned, ...turn };
  const time = due ? { $set: { ...changes, due } } : { $set: changes, $unset: { due: 1 } };
  await ExpertModel.updateOne({ _id: expert._id }, time);
  if (news) await tell(partner, { ...expert, ...changes }, verdict, news);
}

function newsOf(expert: ExpertRecord, qualified: boolean, failing: QualificationLine[]): Told | null {
  if (expert.state === 'active') return qualified ? null : 'lapsed';
  if (qualified) return 'restored';
  return JSON.stringify(failing) === JSON.stringify(expert.failing) ? null : 'still lapsed';
}

type Told = Extract<DealingNews, 'lapsed' | 'still lapsed' | 'restored'>;

async function tell(
  partner: PartnerRecord,
  expert: ExpertRecord,
  { qualification }: Verdict,
  news: Told,
): Promise<void> {
  const actor = presentHolder(expert);
  if (news === 'lapsed') await tellUnlisted(partner, expert);
  if (news === 'restored') await tellListed(partner, expert);
  tellManagers(partner, expert, qualification, actor);
  const reason = news === 'restored' ? null : reasonOf(expert.failing);
  await tellDealing(partner, { _id: expert.account }, actor, news, reason);
  if (news === 'lapsed') await mailLapse(partner, expert);
  if (news === 'restored') await mailRestoration(partner, expert);
}
