import { Select } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Member, Role } from '../../shared/accounts.ts';
import { accounts } from '../api/endpoints.ts';
import { strings } from '../strings.ts';
import { toast, toastProblem } from '../ui/toast.ts';
import { profileQuery } from './queries.ts';

const ROLES: Role[] = ['member', 'moderator', 'staff'];

/** Staff set what someone is entrusted with on the whole site. */
export function SiteRole({ member }: { member: Member }) {
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: (role: Role) => accounts.setRole(member.username, role),
    onSuccess: (profile) => {
      client.setQueryData(profileQuery(member.username).queryKey, profile);
      toast(strings.accounts.roleChanged(profile.member.displayName, strings.accounts[profile.member.role]));
    },
    onError: toastProblem,
  });
  return (
    <Select
      mt="sm"
      label={strings.accounts.role}
      description={strings.accounts.roleHint}
      allowDeselect={false}
      disabled={isPending}
      data={ROLES.map((role) => ({ value: role, label: strings.accounts[role] }))}
      value={member.role}
      onChange={(role) => role && role !== member.role && mutate(role as Role)}
    />
  );
}
