import type { Blocks } from '../../shared/messages.ts';
import { byUsername } from '../../shared/order.ts';
import { accountStream } from '../../shared/streams.ts';
import { headOf } from '../events/log.ts';
import { append, write } from '../events/write.ts';
import { AppError, authorize, found } from '../lib/errors.ts';
import { type AccountRecord, accountByUsername, membersById, presentActor, presentMember } from './account.ts';
import { BLOCK_LIMIT, BlockModel, blocksOf } from './block.ts';

/** Wants to hear nothing more from a member. Once is as good as twice. @throws AppError not_found, invalid_request (oneself), limit_reached */
export async function block(viewer: AccountRecord, username: string): Promise<void> {
  const subject = found(await accountByUsername(username));
  if (subject._id.equals(viewer._id)) refuseOneself();
  await change(viewer, subject, true, async (block) => {
    if (await BlockModel.exists(block)) return false;
    authorize((await BlockModel.countDocuments({ blocker: viewer._id })) < BLOCK_LIMIT, 'limit_reached');
    await BlockModel.create([block]);
    return true;
  });
}

/** Whom one does not block need not be unblocked. @throws AppError not_found */
export async function unblock(viewer: AccountRecord, username: string): Promise<void> {
  const subject = found(await accountByUsername(username));
  await change(viewer, subject, false, async (block) => (await BlockModel.deleteOne(block)).deletedCount === 1);
}

/** Whom the viewer blocks, by name. */
export async function readBlocks(viewer: AccountRecord): Promise<Blocks> {
  const head = await headOf(ownStream(viewer));
  const members = await membersById(await blocksOf(viewer._id));
  return { items: [...members.values()].sort(byUsername), next: null, head };
}

/** @param work does it, and says whether that changed anything: only then there is something to tell. */
function change(
  viewer: AccountRecord,
  subject: AccountRecord,
  blocked: boolean,
  work: (block: { blocker: AccountRecord['_id']; blocked: AccountRecord['_id'] }) => Promise<boolean>,
): Promise<void> {
  const stream = ownStream(viewer);
  return write([stream], async () => {
    if (!(await work({ blocker: viewer._id, blocked: subject._id }))) return;
    const member = presentMember(subject);
    append(stream, 'block.changed', presentActor(viewer), { accountId: member.id, member, blocked });
  });
}

function refuseOneself(): never {
  const errors = [{ path: 'username', message: 'is your own' }];
  throw new AppError('invalid_request', 'You cannot block yourself.', { errors });
}

const ownStream = (account: AccountRecord) => accountStream(account._id.toString());
