import { accountStream } from '../../shared/streams.ts';
import type { AccountRecord } from '../accounts/account.ts';
import { write } from '../events/write.ts';
import { assignRole } from '../groups/labels.ts';
import { daysFrom } from '../lib/days.ts';
import { assignRank, lockRank } from '../ranks/decisions.ts';
import { evaluate } from '../ranks/evaluate.ts';
import { noteVisit } from '../ranks/metrics.ts';
import { removeOwnPost } from '../topics/post-actions.ts';
import { markRead } from '../topics/reading.ts';
import { countView } from '../topics/view.ts';
import { GIVEN, HABITS, HELD, MANAGER, MODERATORS } from './habits.ts';

/** A topic in a group of a member's: whether it is their own, and how far they have read it. */
export type Glance = { topicId: string; own: boolean; read: number };

/** The days up to today on which someone came by. */
export async function seedVisits({ _id, username }: AccountRecord): Promise<void> {
  const { days } = HABITS[username]!;
  const today = new Date();
  await write([accountStream(_id.toString())], async () => {
    for (let ago = days - 1; ago >= 0; ago -= 1) await noteVisit(_id, daysFrom(today, -ago));
  });
}

/** What someone has read, and what they have stayed on for long enough. */
export async function seedReading(viewer: AccountRecord, glances: Glance[]): Promise<void> {
  const viewed = glances.filter(({ own }) => !own).slice(0, HABITS[viewer.username]!.topics);
  await write([accountStream(viewer._id.toString())], async () => {
    for (const { topicId, read } of glances) if (read > 0) await markRead(viewer, topicId, read);
    for (const { topicId } of viewed) await countView(viewer, topicId);
  });
  await evaluate(viewer._id);
}

/** Takes a post away again, after it has counted. */
export async function takeBack(author: AccountRecord, postId: string): Promise<void> {
  await removeOwnPost(author, postId);
  await evaluate(author._id);
}

/** Who is given a role or a rank, and whose is held in place. */
export async function seedDecisions(founder: AccountRecord): Promise<void> {
  const after = (days: number) => daysFrom(new Date(), days).toISOString();
  await assignRank(founder, founder.username, { ...MANAGER, until: null });
  for (const username of MODERATORS) await assignRole(founder, username, 'moderator');
  for (const { to, days, ...rank } of GIVEN) {
    await assignRank(founder, to, { ...rank, until: days === undefined ? null : after(days) });
  }
  for (const { of, days, ...rank } of HELD) await lockRank(founder, of, { ...rank, until: after(days) });
}
