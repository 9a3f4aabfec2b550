import { session } from '../api/session.ts';
import { useStore } from '../ui/store.ts';

/** Whether whoever looks is one of the site's staff. */
export function useIsStaff(): boolean {
  const state = useStore(session);
  return state.status === 'in' && state.account.role === 'staff';
}
