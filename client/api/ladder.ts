import type {
  LadderDraft,
  LadderPreview,
  LadderVersion,
  LadderVersions,
  NewLadder,
} from '../../shared/ladder-versions.ts';
import type {
  AssignedRank,
  AssignedRankChanges,
  Assignment,
  Lock,
  MemberRank,
  RankRelease,
} from '../../shared/ranks.ts';
import { address } from './address.ts';
import { ask } from './http.ts';

/** The ladder as staff work on it. */
export const ladders = {
  versions: () => ask<LadderVersions>('GET', '/ranks/ladder/versions'),
  preview: (draft: LadderDraft) => ask<LadderPreview>('POST', '/ranks/ladder/preview', draft),
  putInForce: (ladder: NewLadder) => ask<LadderVersion>('POST', '/ranks/ladder/versions', ladder),
};

export const assignedRanks = {
  save: (key: string, changes: AssignedRankChanges) =>
    ask<AssignedRank>('PUT', address`/ranks/assigned/${key}`, changes),
};

/** What staff see and decide of a member's rank. */
export const memberRanks = {
  one: (username: string) => ask<MemberRank>('GET', address`/accounts/${username}/rank`),
  assign: (username: string, assignment: Assignment) =>
    ask<MemberRank>('PUT', address`/accounts/${username}/rank/assignment`, assignment),
  endAssignment: (username: string, release: RankRelease) =>
    ask<MemberRank>('DELETE', address`/accounts/${username}/rank/assignment`, release),
  lock: (username: string, lock: Lock) => ask<MemberRank>('PUT', address`/accounts/${username}/rank/lock`, lock),
  endLock: (username: string, release: RankRelease) =>
    ask<MemberRank>('DELETE', address`/accounts/${username}/rank/lock`, release),
};
