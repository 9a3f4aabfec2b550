import { AccountModel, presentActor } from '../accounts/account.ts';
import { chore } from '../db/chore.ts';
import { write } from '../events/write.ts';
import { streamOf } from '../groups/group.ts';
import { found } from '../lib/errors.ts';
import { PostModel, type PostRecord } from '../topics/post.ts';
import { giveBack, takeAway, tellRemoved, tellRestored } from '../topics/post-removal.ts';
import { nextSweep, SweepModel, type SweepRecord } from './sweep.ts';
import { postsOf } from './swept-posts.ts';

// A transaction is to be over before a post beside it has waited for long, and the rest after it lets those through that did wait.
const POSTS = 100;
const REST = 1;

/** Goes through the posts of all tasks there are, a few in each transaction. */
export const sweeping = chore({
  lease: 'post sweeps',
  what: 'going on with the removal of posts',
  isLeft: async () => (await nextSweep()) !== null,
  step: sweepSome,
  rest: REST,
});

/** Removes or restores the next posts of the oldest task. @returns false when there is none. */
export async function sweepSome(limit = POSTS): Promise<boolean> {
  const sweep = await nextSweep();
  if (!sweep) return false;
  const posts = await postsOf(sweep, limit);
  if (posts.length === 0) await endPass(sweep);
  const parts = byGroup(posts);
  for (const [index, part] of parts.entries()) {
    const cursor = index === parts.length - 1 ? posts.at(-1)!.clientId : sweep.cursor;
    await write([streamOf({ _id: part[0]!.group })], () => treat(sweep, part, cursor));
  }
  return true;
}

/** What came under way behind the cursor is met in another pass, and when that meets nothing it is done. */
async function endPass({ _id, state, cursor }: SweepRecord): Promise<void> {
  const changes = cursor === '' ? { state: 'done' } : { cursor: '' };
  await SweepModel.updateOne({ _id, state, cursor }, { $set: changes });
}

/** The posts of one group. The task is written with them: if it is taken back in the same moment, one of the two is done again. */
async function treat({ _id, state }: SweepRecord, posts: PostRecord[], cursor: string): Promise<void> {
  const sweep = await SweepModel.findOneAndUpdate(
    { _id, state },
    { $set: { cursor } },
    { returnDocument: 'after' },
  ).lean();
  if (!sweep) return;
  const now = { _id: { $in: posts.map((post) => post._id) }, group: posts[0]!.group };
  const gone = state === 'removing' ? { removed: null } : { 'removed.act': _id };
  const part = await PostModel.find({ ...now, ...gone }).lean();
  if (part.length === 0) return;
  const actor = presentActor(found(await AccountModel.findById(sweep.by).lean()));
  if (state === 'removing') {
    await takeAway(part, sweep.removal);
    tellRemoved(actor, part, sweep.removal);
  } else {
    await giveBack(part);
    await tellRestored(actor, part);
  }
}

function byGroup(posts: PostRecord[]): PostRecord[][] {
  const groups = new Set(posts.map(({ group }) => group.toString()));
  return [...groups].map((id) => posts.filter(({ group }) => group.toString() === id));
}
