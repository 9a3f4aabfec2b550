import { useQuery } from '@tanstack/react-query';
import { meQuery } from '../accounts/queries.ts';

/** Whether whoever looks is one of the site's staff. */
export function useIsStaff(): boolean {
  const { data: me } = useQuery(meQuery);
  return me?.account.role === 'staff';
}
