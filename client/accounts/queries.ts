import { queryOptions } from '@tanstack/react-query';
import { reduceMe } from '../../shared/reduce/me.ts';
import { accounts } from '../api/endpoints.ts';
import { snapshot } from '../live/snapshots.ts';
import { view } from '../live/views.ts';

export const meQuery = snapshot(['me'], view(reduceMe), accounts.me);

export const profileQuery = (username: string) =>
  queryOptions({
    queryKey: ['profile', username.toLowerCase()],
    queryFn: () => accounts.profile(username),
    staleTime: 0,
  });

export const sessionsQuery = queryOptions({ queryKey: ['sessions'], queryFn: accounts.sessions, staleTime: 0 });
