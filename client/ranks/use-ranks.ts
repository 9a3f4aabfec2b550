import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { labelOf, type RankLabel } from './label.ts';
import { ranksQuery } from './queries.ts';

/** How a rank is shown, by its key. The first time a key is unknown, the ranks there are are fetched again. */
export function useRankLabel(): (rank: string) => RankLabel {
  const client = useQueryClient();
  const { data } = useQuery(ranksQuery);
  return (rank) => {
    const label = labelOf(data, rank);
    if (data && label.kind === 'unknown') askAgain(client, rank);
    return label;
  };
}

/** The title of a rank by its key. */
export function useRankTitle(): (rank: string) => string {
  const label = useRankLabel();
  return (rank) => label(rank).title;
}

const asked = new Set<string>();

/** After the page has been drawn, as it is asked while that is done. */
function askAgain(client: QueryClient, rank: string): void {
  if (asked.has(rank)) return;
  asked.add(rank);
  queueMicrotask(() => void client.invalidateQueries({ queryKey: ranksQuery.queryKey }));
}
