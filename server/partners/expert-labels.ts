import { accountStream, type Stream } from '../../shared/streams.ts';
import { type AccountRecord, accountKey } from '../accounts/account.ts';
import type { ObjectId } from '../db/id.ts';
import { append, write } from '../events/write.ts';
import { changeDisplayName } from '../groups/labels.ts';
import { groupStreamsOf } from '../groups/membership.ts';
import { tellManagers } from './expert-presence.ts';
import { ExpertModel, presentExpert, presentHolder } from './expert-record.ts';
import { verdictOn } from './judging.ts';
import { managersStreamOf, partnerById, streamOf } from './partner.ts';

/** Changes what a member is called, here and in the directories they are in. */
export async function changeName(viewer: AccountRecord, displayName: string): Promise<void> {
  const streams = [accountStream(viewer._id.toString()), ...(await groupStreamsOf(viewer._id))];
  await write([...streams, ...(await directoryStreamsOf(viewer._id))], async () => {
    await changeDisplayName(viewer, displayName);
    await relabelExperts(viewer._id, displayName);
  });
}

/** Gives someone's badges their new name, in the transaction at hand. */
export async function relabelExperts(accountId: ObjectId, displayName: string): Promise<void> {
  const name = { displayName, nameKey: accountKey(displayName) };
  await ExpertModel.updateMany({ account: accountId }, { $set: name });
  const experts = await ExpertModel.find({ account: accountId, live: true }).lean();
  for (const expert of experts) {
    const partner = await partnerById(expert.partner);
    const actor = presentHolder(expert);
    if (expert.state === 'active')
      append(streamOf(partner), 'expert.relabelled', actor, { expert: presentExpert(expert) });
    const { qualification } = await verdictOn(partner, accountId, new Date());
    tellManagers(partner, expert, qualification, actor);
  }
}

/** Where all hear of it when something changes with someone's badges. */
export async function directoryStreamsOf(account: ObjectId): Promise<Stream[]> {
  const experts = await ExpertModel.find({ account, live: true }, { partner: 1 }).lean();
  return experts.flatMap(({ partner }) => [streamOf({ _id: partner }), managersStreamOf({ _id: partner })]);
}
