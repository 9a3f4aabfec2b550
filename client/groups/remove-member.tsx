import type { Member } from '../../shared/accounts.ts';
import type { Group } from '../../shared/groups.ts';
import { groups } from '../api/endpoints.ts';
import { strings } from '../strings.ts';
import { ConfirmReason } from '../ui/confirm-reason.tsx';
import { toast } from '../ui/toast.ts';

type RemoveMemberProps = { group: Group; member: Member; close: () => void };

export function RemoveMember({ group, member, close }: RemoveMemberProps) {
  async function remove(reason: string) {
    await groups.remove(group.slug, member.username, reason || undefined);
    toast(strings.groups.removedToast(member.displayName));
  }

  return (
    <ConfirmReason
      title={strings.groups.removeTitle(member.displayName)}
      body={strings.groups.removeBody}
      action={strings.groups.remove}
      label={strings.groups.reason}
      confirm={remove}
      close={close}
    />
  );
}
