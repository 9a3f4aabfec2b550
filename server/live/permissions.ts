import { parseStream, type Stream } from '../../shared/streams.ts';
import { AccountModel } from '../accounts/account.ts';
import type { Viewer } from '../accounts/policy.ts';
import { toId } from '../db/id.ts';
import { GroupModel } from '../groups/group.ts';
import { tieKey, tiesBetween } from '../groups/membership.ts';
import { canWatch } from '../groups/policy.ts';
import { batched } from '../lib/batch.ts';
import { remembered } from '../lib/remember.ts';

/** Which of these streams an account may listen to. What cannot be established is not permitted. */
export async function permittedStreams(accountId: string, streams: Stream[]): Promise<Set<Stream>> {
  const own = streams.filter((stream) => isOwn(stream, accountId));
  const groups = streams.filter((stream) => parseStream(stream)?.kind === 'group');
  return new Set([...own, ...(groups.length > 0 ? await permittedGroups(accountId, groups) : [])]);
}

async function permittedGroups(accountId: string, streams: Stream[]): Promise<Stream[]> {
  const ids = streams.map((stream) => parseStream(stream)!.id);
  const [viewer, groups, ties] = await Promise.all([
    viewerBy(accountId),
    Promise.all(ids.map(group)),
    Promise.all(ids.map((id) => tie(tieKey(id, accountId)))),
  ]);
  return streams.filter((_stream, index) => viewer !== undefined && groups[index] && canWatch(viewer, ties[index]));
}

function isOwn(stream: Stream, accountId: string): boolean {
  const parsed = parseStream(stream);
  return parsed?.kind === 'account' && parsed.id === accountId;
}

// A storm of clients asks for the same few groups, and each for itself.

const viewerBy = batched(async (ids: string[]) => {
  const found = await AccountModel.find({ _id: { $in: ids.map(toId) } }, { role: 1 }).lean();
  return new Map(found.map((viewer): [string, Viewer] => [viewer._id.toString(), viewer]));
});

const GROUPS_REMEMBERED = 10_000;

// No group is ever taken away.
const group = remembered(
  batched(async (ids: string[]) => {
    const found = await GroupModel.find({ _id: { $in: ids.map(toId) } }, { _id: 1 }).lean();
    return new Map(found.map(({ _id }): [string, true] => [_id.toString(), true]));
  }),
  GROUPS_REMEMBERED,
);

const tie = batched((pairs: string[]) => {
  const [groups, accounts] = [0, 1].map((place) =>
    [...new Set(pairs.map((pair) => pair.split(' ')[place]!))].map(toId),
  );
  return tiesBetween(groups!, accounts!);
});
