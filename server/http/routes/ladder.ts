import * as L from '../../../shared/ladder-versions.ts';
import * as R from '../../../shared/ranks.ts';
import { changeAssignedRank } from '../../ranks/assigned-rank-actions.ts';
import { putUpLadder } from '../../ranks/ladder-actions.ts';
import { readLadderVersions } from '../../ranks/ladder-views.ts';
import { previewLadder } from '../../ranks/preview.ts';
import { type Route, signedIn } from '../route.ts';

/** What staff decide about the ranks there are. */
export const ladderRoutes: Route[] = [
  signedIn(
    'PUT',
    '/ranks/assigned/:key',
    {
      summary: 'Make a rank that can be given, or name it anew (staff)',
      body: R.AssignedRankChanges,
      answer: R.AssignedRank,
    },
    ({ viewer, params, body }) => changeAssignedRank(viewer, params.key, body),
  ),
  signedIn(
    'GET',
    '/ranks/ladder/versions',
    { summary: 'The ladders there are and were, the latest first (staff)', answer: L.LadderVersions },
    ({ viewer }) => readLadderVersions(viewer),
  ),
  signedIn(
    'POST',
    '/ranks/ladder/preview',
    { summary: 'Who would move by another ladder (staff)', body: L.LadderDraft, answer: L.LadderPreview, status: 200 },
    ({ viewer, body }) => previewLadder(viewer, body),
  ),
  signedIn(
    'POST',
    '/ranks/ladder/versions',
    { summary: 'Put a new ladder in force (staff)', body: L.NewLadder, answer: L.LadderVersion, status: 201 },
    ({ viewer, body }) => putUpLadder(viewer, body),
  ),
];
