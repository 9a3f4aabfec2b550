import { AccountModel } from '../accounts/account.ts';
import { write } from '../events/write.ts';
import { leadersStreamOf } from '../groups/group.ts';
import { found } from '../lib/errors.ts';
import { closeReport } from '../reports/closing.ts';
import { ReportModel } from '../reports/report.ts';
import { HeldModel } from '../topics/held.ts';
import { ERASED_WHY } from './erasing-posts.ts';
import type { ErasureRecord } from './erasure.ts';
import { ERASED_TITLE } from './scrub.ts';

/** What of theirs waits to be posted waits no longer, whatever becomes of what was posted; one at a time. */
export async function eraseHeld({ _id: author, by, cursor }: ErasureRecord): Promise<string | null> {
  const held = await HeldModel.findOne({ author, clientId: { $gt: cursor } })
    .sort({ clientId: 1 })
    .lean();
  if (!held) return null;
  const { _id, state } = held;
  await write([leadersStreamOf({ _id: held.group })], async () => {
    const blank = { title: ERASED_TITLE, body: '(erased)', state: state === 'held' ? ('withdrawn' as const) : state };
    await HeldModel.updateOne({ _id }, { $set: blank });
    await ReportModel.updateMany({ held: _id }, { $set: { 'post.title': ERASED_TITLE, 'post.body': '' } });
    const waiting = await ReportModel.findOne({ held: _id, state: 'open' }).lean();
    if (!waiting) return;
    const viewer = found(await AccountModel.findById(by).lean());
    await closeReport(viewer, waiting, { resolution: 'withdrawn', reason: ERASED_WHY });
  });
  return held.clientId;
}
