import { notifyManager, type Query, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem, hasCode, isPassing } from '../api/problem.ts';

// An event should be seen in the frame it arrives in.
notifyManager.setScheduler(queueMicrotask);

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: forgetHidden }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      networkMode: 'always',
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      retry: (failures, error) => failures < 4 && isPassing(error),
      retryDelay: (attempt, error) => {
        if (error instanceof ApiProblem && error.retryAfter) return error.retryAfter * 1_000;
        return Math.min(8_000, 400 * 2 ** attempt) * (0.5 + Math.random());
      },
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

/** What one may no longer see must not stay on the page, as an answer does that only could not be renewed. */
function forgetHidden(error: unknown, query: Query<unknown, unknown>): void {
  if (hasCode(error, 'not_found', 'forbidden', 'not_a_member')) query.setState({ data: undefined, dataUpdatedAt: 0 });
}
