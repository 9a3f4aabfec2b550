import { queryOptions } from '@tanstack/react-query';
import type { LadderVersions } from '../../../shared/ladder-versions.ts';
import { reduceLadderVersions } from '../../../shared/reduce/ladder-versions.ts';
import { ladders, memberRanks } from '../../api/ladder.ts';
import { snapshot } from '../../live/snapshots.ts';
import { view } from '../../live/views.ts';

export const ladderVersionsQuery = snapshot<LadderVersions>(
  ['ladder-versions'],
  view(reduceLadderVersions),
  ladders.versions,
);

/** Another's standing has no stream that staff hear: it is fetched again whenever it is looked at. */
export const memberRankQuery = (username: string) =>
  queryOptions({
    queryKey: ['member-rank', username.toLowerCase()],
    queryFn: () => memberRanks.one(username),
    staleTime: 0,
  });
