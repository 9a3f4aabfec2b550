import { DIRECTORY_PARTS, type DirectoryPlace, placeOf } from '../../shared/partners/directory.ts';
import type { Directory, DirectoryQuery } from '../../shared/partners/experts.ts';
import { accountKey } from '../accounts/account.ts';
import { toId } from '../db/id.ts';
import { headOf } from '../events/log.ts';
import { refusedCursor } from '../lib/cursor.ts';
import { ExpertModel, type ExpertRecord, presentExpert } from './expert-record.ts';
import { type PartnerRecord, partnerBySlug, streamOf } from './partner.ts';

/** The fields that hold the names of `DIRECTORY_PARTS`, each with an index in the order of the directory. */
const KEYS = { displayName: 'nameKey', username: 'usernameKey' } as const;

/** After all that begins with the same. */
const END = '\u{10ffff}';

/**
 * A page of a partner's directory, which anyone may read. What it costs does not grow with the directory.
 * @throws AppError not_found, invalid_request (`cursor`)
 */
export async function readDirectory(slug: string, query: DirectoryQuery): Promise<Directory> {
  const partner = await partnerBySlug(slug);
  const after = query.cursor === undefined ? null : parsePlace(query.cursor);
  const head = await headOf(streamOf(partner));
  const found = await expertsAfter(partner, after, query.q ?? '', query.limit + 1);
  const items = found.slice(0, query.limit).map(presentExpert);
  const last = items.at(-1);
  return { items, next: found.length > query.limit && last ? formatPlace(placeOf(last, query.q)!) : null, head };
}

async function expertsAfter(
  partner: PartnerRecord,
  after: DirectoryPlace | null,
  q: string,
  limit: number,
): Promise<ExpertRecord[]> {
  const found: ExpertRecord[] = [];
  // By nothing all are found by their displayed names.
  const parts = q === '' ? DIRECTORY_PARTS.slice(0, 1) : DIRECTORY_PARTS;
  for (let part = after?.part ?? 0; part < parts.length && found.length < limit; part += 1) {
    const key = KEYS[parts[part]!];
    const listed = await ExpertModel.find({
      partner: partner._id,
      state: 'active',
      $and: within(part, accountKey(q), after?.part === part ? after : null),
    })
      .sort({ [key]: 1, _id: 1 })
      .limit(limit - found.length)
      .lean();
    found.push(...listed);
  }
  return found;
}

/** Those of one part whose name there begins so. */
function within(part: number, sought: string, after: DirectoryPlace | null): object[] {
  const key = KEYS[DIRECTORY_PARTS[part]!];
  // The names bound what is gone through; the ids tell those of the same name apart.
  const bounds = [{ [key]: { $gte: after ? after.key : sought, $lt: sought + END } }];
  const beyond = after ? [{ $or: [{ [key]: { $gt: after.key } }, { _id: { $gt: toId(after.id) } }] }] : [];
  const before = DIRECTORY_PARTS.slice(0, part).map((name) => not(KEYS[name], sought));
  return [...bounds, ...beyond, ...before];
}

const not = (key: string, sought: string) => ({ $or: [{ [key]: { $lt: sought } }, { [key]: { $gte: sought + END } }] });

const formatPlace = ({ part, key, id }: DirectoryPlace): string =>
  `${id}_${part}_${Buffer.from(key).toString('base64url')}`;

function parsePlace(cursor: string): DirectoryPlace {
  const match = /^([0-9a-f]{24})_([01])_([\w-]*)$/.exec(cursor);
  if (!match) throw refusedCursor();
  return { id: match[1]!, part: Number(match[2]), key: Buffer.from(match[3]!, 'base64url').toString() };
}
