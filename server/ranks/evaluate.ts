import type { Ladder } from '../../shared/ladder.ts';
import { accountStream } from '../../shared/streams.ts';
import type { ObjectId } from '../db/id.ts';
import { write } from '../events/write.ts';
import { groupStreamsOf } from '../groups/membership.ts';
import { causeNow } from './judge.ts';
import { keep } from './keep.ts';
import { latestLadder } from './ladder.ts';
import { settle } from './settle.ts';
import { StandingModel, type StandingRecord } from './standing.ts';

/**
 * Brings a member's rank to what it should be now, and tells of what changes. It is right also if several do it at once, on
 * one node or on many: they settle the same standing, and one of them finds it settled.
 */
export async function evaluate(account: ObjectId, now = new Date()): Promise<void> {
  const streams = [accountStream(account.toString()), ...(await groupStreamsOf(account))];
  await write(streams, async () => {
    const standing = await StandingModel.findById(account).lean();
    if (standing) await settleNow(standing, await latestLadder(), now);
  });
}

/**
 * Brings a standing up to date in the transaction at hand. What a ladder that is newer than the standing changes is not
 * announced.
 * @returns the standing as it is then.
 */
export async function settleNow(standing: StandingRecord, ladder: Ladder, now: Date): Promise<StandingRecord> {
  const settled = settle(standing, ladder, now);
  const telling = causeNow(standing, ladder) === 'activity' ? 'announced' : 'quiet';
  await keep([settled], ladder, now, { telling });
  return settled.after;
}
