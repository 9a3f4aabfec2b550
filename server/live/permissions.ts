import { parseStream, type Stream } from '../../shared/streams.ts';
import { AccountModel } from '../accounts/account.ts';
import { isStaff, type Viewer } from '../accounts/policy.ts';
import { isUsable } from '../accounts/suspension.ts';
import { toId } from '../db/id.ts';
import { GroupModel } from '../groups/group.ts';
import { tieKey, tiesBetween } from '../groups/membership.ts';
import { canLead, canWatch, type Door } from '../groups/policy.ts';
import { batched } from '../lib/batch.ts';
import { managesNow } from '../partners/managing.ts';
import { partnerTogether } from '../partners/partner.ts';

/** Which of these streams an account may listen to. What cannot be established is not permitted. */
export async function permittedStreams(accountId: string, streams: Stream[]): Promise<Set<Stream>> {
  const permitted = await Promise.all(streams.map((stream) => isPermitted(accountId, stream)));
  return new Set(streams.filter((_stream, index) => permitted[index]));
}

async function isPermitted(accountId: string, stream: Stream): Promise<boolean> {
  const { kind, id } = parseStream(stream)!;
  switch (kind) {
    case 'account':
      return id === accountId && (await viewerBy(accountId)) !== undefined;
    case 'staff': {
      const viewer = await viewerBy(accountId);
      return viewer !== undefined && isStaff(viewer);
    }
    case 'group':
    case 'leaders': {
      const [viewer, door, tie] = await Promise.all([viewerBy(accountId), doorOf(id), tieBy(tieKey(id, accountId))]);
      if (!viewer || !door) return false;
      return kind === 'group' ? canWatch(viewer, door, tie) : canLead(viewer, tie);
    }
    case 'partner':
    case 'managers': {
      const [viewer, partner] = await Promise.all([viewerBy(accountId), partnerTogether(id)]);
      if (!viewer || !partner) return false;
      return kind === 'partner' || (await managesNow(viewer, partner));
    }
    default:
      return kind satisfies never;
  }
}

// A storm of clients asks for the same few groups, and each for itself. None of it is remembered: all of it can change.

const viewerBy = batched(async (ids: string[]) => {
  const deciding = { role: 1, suspension: 1, erasedAt: 1 };
  const found = await AccountModel.find({ _id: { $in: ids.map(toId) } }, deciding).lean();
  const usable = found.filter((account) => isUsable(account));
  return new Map(usable.map((viewer): [string, Viewer] => [viewer._id.toString(), viewer]));
});

const doorOf = batched(async (ids: string[]) => {
  const found = await GroupModel.find({ _id: { $in: ids.map(toId) } }, { access: 1 }).lean();
  return new Map(found.map((door): [string, Door] => [door._id.toString(), door]));
});

const tieBy = batched((pairs: string[]) => {
  const [groups, accounts] = [0, 1].map((place) =>
    [...new Set(pairs.map((pair) => pair.split(' ')[place]!))].map(toId),
  );
  return tiesBetween(groups!, accounts!);
});
