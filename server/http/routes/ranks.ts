import * as R from '../../../shared/ranks.ts';
import { assignRank, endAssignment, endLock, lockRank } from '../../ranks/decisions.ts';
import { readMemberRank, readMyRank, readRanks } from '../../ranks/views.ts';
import { open, type Route, signedIn } from '../route.ts';

/** Ranks: what there is, one's own, and what staff see and decide of others'. */
export const rankRoutes: Route[] = [
  open('GET', '/ranks', { summary: 'The ladder of ranks', answer: R.Ranks }, () => readRanks()),
  signedIn('GET', '/me/rank', { summary: 'One’s own rank', answer: R.MyRank }, ({ viewer }) => readMyRank(viewer)),
  signedIn(
    'GET',
    '/accounts/:username/rank',
    { summary: 'A member’s rank and history (staff)', answer: R.MemberRank },
    ({ viewer, params }) => readMemberRank(viewer, params.username),
  ),
  signedIn(
    'PUT',
    '/accounts/:username/rank/assignment',
    { summary: 'Give a rank (staff)', body: R.Assignment, answer: R.MemberRank },
    async ({ viewer, params, body }) => {
      await assignRank(viewer, params.username, body);
      return readMemberRank(viewer, params.username);
    },
  ),
  signedIn(
    'DELETE',
    '/accounts/:username/rank/assignment',
    { summary: 'Take a rank back that was given (staff)', body: R.RankRelease, answer: R.MemberRank },
    async ({ viewer, params, body }) => {
      await endAssignment(viewer, params.username, body);
      return readMemberRank(viewer, params.username);
    },
  ),
  signedIn(
    'PUT',
    '/accounts/:username/rank/lock',
    { summary: 'Hold a rank in place until an end (staff)', body: R.Lock, answer: R.MemberRank },
    async ({ viewer, params, body }) => {
      await lockRank(viewer, params.username, body);
      return readMemberRank(viewer, params.username);
    },
  ),
  signedIn(
    'DELETE',
    '/accounts/:username/rank/lock',
    { summary: 'Let a rank go that was held in place (staff)', body: R.RankRelease, answer: R.MemberRank },
    async ({ viewer, params, body }) => {
      await endLock(viewer, params.username, body);
      return readMemberRank(viewer, params.username);
    },
  ),
];
