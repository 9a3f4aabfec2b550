import { parseStream, type Stream } from '../../shared/streams.ts';
import { AccountModel } from '../accounts/account.ts';
import { type ObjectId, toId } from '../db/id.ts';
import { GroupModel } from '../groups/group.ts';
import { MembershipModel } from '../groups/membership.ts';
import { canWatch } from '../groups/policy.ts';

/** Which of these streams an account may listen to. What cannot be established is not permitted. */
export async function permittedStreams(accountId: ObjectId, streams: Stream[]): Promise<Set<Stream>> {
  const own = streams.filter((stream) => isOwn(stream, accountId));
  const groups = streams.filter((stream) => parseStream(stream)?.kind === 'group');
  return new Set([...own, ...(groups.length > 0 ? await permittedGroups(accountId, groups) : [])]);
}

async function permittedGroups(accountId: ObjectId, streams: Stream[]): Promise<Stream[]> {
  const ids = streams.map((stream) => toId(parseStream(stream)!.id));
  const [viewer, groups, ties] = await Promise.all([
    AccountModel.findById(accountId).lean(),
    GroupModel.find({ _id: { $in: ids } }, { _id: 1 }).lean(),
    MembershipModel.find({ account: accountId, group: { $in: ids } }).lean(),
  ]);
  const existing = new Set(groups.map(({ _id }) => _id.toString()));
  const tieTo = new Map(ties.map((tie) => [tie.group.toString(), tie]));
  return streams.filter((stream) => {
    const { id } = parseStream(stream)!;
    return viewer !== null && existing.has(id) && canWatch(viewer, tieTo.get(id));
  });
}

function isOwn(stream: Stream, accountId: ObjectId): boolean {
  const parsed = parseStream(stream);
  return parsed?.kind === 'account' && parsed.id === accountId.toString();
}
