import { notifyManager, QueryClient } from '@tanstack/react-query';
import { ApiProblem, isPassing } from '../api/problem.ts';

// An event should be seen in the frame it arrives in.
notifyManager.setScheduler(queueMicrotask);

export const queryClient = new QueryClient({
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
