import type { EvidenceFile } from '../../shared/partners/applications.ts';
import { type ObjectId, toId } from '../db/id.ts';
import { invalidField } from '../lib/errors.ts';
import { ApplicationModel } from './application-record.ts';
import { EvidenceModel, presentFile, WITHOUT_CONTENT } from './evidence-record.ts';

/**
 * Takes someone's own files for an application, in the transaction at hand: they are kept for as long as they belong to one.
 * @returns them in the order they were asked for. @throws AppError invalid_request where one is not theirs, or not there any more
 */
export async function filesOf(owner: { _id: ObjectId }, ids: string[]): Promise<EvidenceFile[]> {
  if (ids.length === 0) return [];
  const mine = { _id: { $in: ids.map(toId) }, owner: owner._id };
  const files = (await EvidenceModel.find(mine, WITHOUT_CONTENT).lean()).map(presentFile);
  await EvidenceModel.updateMany(mine, { $unset: { looseSince: 1 } });
  return ids.map((id) => {
    const file = files.find((one) => one.id === id);
    if (!file) throw invalidField('files', 'has a file that you have not handed in, or that was thrown away since');
    return file;
  });
}

/**
 * Lets go of the files that belong to no application of someone any more, in the transaction at hand: to be called whenever an
 * application was changed or withdrawn. They are thrown away later.
 */
export async function loosenFiles(owner: { _id: ObjectId }, now = new Date()): Promise<void> {
  const applications = await ApplicationModel.find(
    { account: owner._id, state: { $ne: 'withdrawn' } },
    { answers: 1 },
  ).lean();
  const kept = applications.flatMap(({ answers }) => answers.flatMap(({ files }) => files.map(({ id }) => toId(id))));
  const loose = { owner: owner._id, _id: { $nin: kept }, looseSince: { $exists: false } };
  await EvidenceModel.updateMany(loose, { $set: { looseSince: now } });
}
