import type { EvidenceFile } from '../../shared/partners/applications.ts';
import { accountStream } from '../../shared/streams.ts';
import type { AccountRecord } from '../accounts/account.ts';
import { chore } from '../db/chore.ts';
import { newId, toId } from '../db/id.ts';
import { write } from '../events/write.ts';
import { AppError, authorize, found } from '../lib/errors.ts';
import { ApplicationModel } from './application-record.ts';
import { EvidenceModel, type EvidenceRecord, presentFile, WITHOUT_CONTENT } from './evidence-record.ts';
import { FILES, kindOf, safeName } from './file-kinds.ts';
import { managesNow } from './managing.ts';
import { partnerById } from './partner.ts';

/** In bytes: all that a member has handed in. */
const ALL_FILES = 50 * 1_048_576;
/** How many of a member's files may belong to no application, and for how long. */
const LOOSE_FILES = 20;
const LOOSE_MS = 86_400_000;

/**
 * Keeps a file that is to be attached to an application.
 * @throws AppError file_refused for what is no picture, PDF or plain text, limit_reached
 */
export async function handIn(viewer: AccountRecord, name: string, content: Buffer): Promise<EvidenceFile> {
  const type = await kindOf(content, FILES);
  const owner = viewer._id;
  // By its member's stream, so that two at once do not both take the last room.
  return write([accountStream(owner.toString())], async () => {
    const files = await EvidenceModel.find({ owner }, { size: 1, looseSince: 1 }).lean();
    const loose = files.filter(({ looseSince }) => looseSince !== undefined);
    authorize(loose.length < LOOSE_FILES, 'limit_reached', 'Many of your files belong to no application yet.');
    const size = files.reduce((sum, file) => sum + file.size, content.length);
    authorize(size <= ALL_FILES, 'limit_reached', 'Your files take all the room there is for them.');
    const now = new Date();
    const file = {
      _id: newId(),
      owner,
      name: safeName(name, type),
      type,
      size: content.length,
      looseSince: now,
      content,
    };
    await EvidenceModel.create([file]);
    return presentFile(file);
  });
}

/**
 * A file, for its owner, and for those who manage a partner to whom it was sent with an application. For all others there is none.
 * @throws AppError not_found
 */
export async function readFile(viewer: AccountRecord, id: string): Promise<EvidenceRecord> {
  const file = found(await EvidenceModel.findById(toId(id), WITHOUT_CONTENT).lean());
  if (!file.owner.equals(viewer._id) && !(await isSentTo(viewer, file))) throw new AppError('not_found');
  return found(await EvidenceModel.findById(file._id).lean());
}

async function isSentTo(
  viewer: AccountRecord,
  { _id, owner }: Pick<EvidenceRecord, '_id' | 'owner'>,
): Promise<boolean> {
  const applications = await ApplicationModel.find({ account: owner, state: { $ne: 'withdrawn' } }).lean();
  for (const { partner, answers } of applications) {
    const has = answers.some(({ files }) => files.some(({ id }) => id === _id.toString()));
    if (has && (await managesNow(viewer, await partnerById(partner)))) return true;
  }
  return false;
}

const isLoose = (now: Date) => ({ looseSince: { $lte: new Date(now.getTime() - LOOSE_MS) } });

/** Throws away the files that have belonged to no application for a day. */
export const tidying = chore({
  lease: 'loose files',
  what: 'throwing away files that belong to nothing',
  isLeft: async () => (await EvidenceModel.exists(isLoose(new Date()))) !== null,
  step: tidySome,
  rest: 1,
});

/** @returns false when there is none left. */
export async function tidySome(now = new Date()): Promise<boolean> {
  const files = await EvidenceModel.find(isLoose(now), { _id: 1 }).limit(50).lean();
  // What has been attached since stays.
  await EvidenceModel.deleteMany({ _id: { $in: files.map(({ _id }) => _id) }, ...isLoose(now) });
  return files.length > 0;
}
