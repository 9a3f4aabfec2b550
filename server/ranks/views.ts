import type { MemberRank, MyRank, Ranks } from '../../shared/ranks.ts';
import { accountStream } from '../../shared/streams.ts';
import { type AccountRecord, accountByUsername, presentMember } from '../accounts/account.ts';
import { headOf } from '../events/log.ts';
import { batched } from '../lib/batch.ts';
import { authorize, found } from '../lib/errors.ts';
import { assignedRanks } from './assigned-rank.ts';
import { historyOf } from './history.ts';
import { adoptLadder, currentLadder, latestLadder } from './ladder.ts';
import { canDecideRanks } from './policy.ts';
import { presentStanding } from './present.ts';
import { newStanding, StandingModel } from './standing.ts';

/** What ranks there are: as of now, for who hears that they have changed asks at once. */
export const readRanks = async (): Promise<Ranks> => found(await ranksNow('all'));

/** Many who ask at once cost one look. */
const ranksNow = batched(async (keys: 'all'[]) => {
  const ranks = { ladder: adoptLadder(await latestLadder()), assigned: await assignedRanks() };
  return new Map(keys.map((key) => [key, ranks]));
});

/** The viewer's rank, how far each metric is from the next, and how they came here. */
export async function readMyRank(viewer: AccountRecord): Promise<MyRank> {
  const head = await headOf(accountStream(viewer._id.toString()));
  return { ...(await rankOf(viewer)), head };
}

/** Another's rank, as they see it themselves; for staff. @throws AppError forbidden, not_found */
export async function readMemberRank(viewer: AccountRecord, username: string): Promise<MemberRank> {
  authorize(canDecideRanks(viewer));
  const account = found(await accountByUsername(username));
  return { member: presentMember(account), ...(await rankOf(account)) };
}

async function rankOf(account: AccountRecord): Promise<Omit<MyRank, 'head'>> {
  const standing =
    (await StandingModel.findById(account._id).lean()) ?? newStanding({ ...account, registeredAt: account.createdAt });
  const ladder = await currentLadder(standing.ladderVersion);
  return { standing: presentStanding(standing, ladder, new Date()), history: await historyOf(account._id) };
}
