import type { HeldPosts } from '../../shared/rules.ts';
import { accountStream } from '../../shared/streams.ts';
import type { AccountRecord } from '../accounts/account.ts';
import { headOf } from '../events/log.ts';
import { HELD, HeldModel, presentHeld } from './held.ts';

/** What of one's own waits to be approved, the oldest first. */
export async function readHeld({ _id }: AccountRecord): Promise<HeldPosts> {
  const head = await headOf(accountStream(_id.toString()));
  const held = await HeldModel.find({ author: _id, state: 'held' }).sort({ createdAt: 1, _id: 1 }).limit(HELD).lean();
  return { items: held.map(presentHeld), next: null, head };
}
