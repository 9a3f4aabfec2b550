import type { AccountRecord } from '../accounts/account.ts';
import { write } from '../events/write.ts';
import { groupById, groupBySlug, leadersStreamOf, streamOf } from '../groups/group.ts';
import { joinGroup } from '../groups/membership-actions.ts';
import { ownStream } from '../groups/membership-change.ts';
import { settleInvitation } from './invitation-actions.ts';
import { settlePending } from './join-request-settling.ts';

/** Joins an open group, for which one may have asked while it was closed: what still waits is settled. @throws AppError as `joinGroup` */
export async function join(viewer: AccountRecord, slug: string, guidelinesVersion: number): Promise<void> {
  const { _id } = await groupBySlug(slug);
  await write([streamOf({ _id }), leadersStreamOf({ _id }), ownStream(viewer)], async () => {
    await joinGroup(viewer, slug, guidelinesVersion);
    const group = await groupById(_id);
    await settlePending(viewer, group, viewer._id, 'approved');
    await settleInvitation(viewer, group, viewer._id, 'accepted');
  });
}
