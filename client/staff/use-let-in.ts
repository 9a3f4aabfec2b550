import { useQueryClient } from '@tanstack/react-query';
import type { StaffAccount } from '../../shared/staff.ts';
import { staff } from '../api/staff.ts';
import { tellQuicker } from '../moderation/acting.ts';
import { strings } from '../strings.ts';
import { toast } from '../ui/toast.ts';
import { staffAccountQuery } from './queries.ts';

/** Ends a suspension with a reason; that someone else was quicker is told, and the account shown as it is then. */
export function useLetIn({ member: { username, displayName } }: StaffAccount): (reason: string) => Promise<void> {
  const client = useQueryClient();
  const key = staffAccountQuery(username).queryKey;
  return async (reason) => {
    try {
      client.setQueryData(key, await staff.unsuspend(username, reason));
      toast(strings.staff.unsuspendedToast(displayName));
    } catch (error) {
      tellQuicker(error);
      await client.invalidateQueries({ queryKey: key });
    }
  };
}
