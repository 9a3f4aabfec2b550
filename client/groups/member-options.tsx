import { Menu } from '@mantine/core';
import {
  IconArrowsExchange,
  IconBan,
  IconMicrophoneOff,
  IconStar,
  IconStarOff,
  IconUserMinus,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { Account } from '../../shared/accounts.ts';
import type { Group, GroupMember } from '../../shared/groups.ts';
import type { MembershipRole } from '../../shared/memberships.ts';
import { groups } from '../api/endpoints.ts';
import { hasCode } from '../api/problem.ts';
import { SanctionDialog } from '../moderation/sanction-dialog.tsx';
import { strings } from '../strings.ts';
import { OptionsMenu } from '../ui/options-menu.tsx';
import { toast, toastProblem } from '../ui/toast.ts';
import { HandOver } from './hand-over.tsx';
import { mayChangeRole, mayRemove, maySanction } from './leads.ts';
import { RemoveMember } from './remove-member.tsx';

type MemberOptionsProps = { item: GroupMember; group: Group; me: Account };
type Dialog = 'hand-over' | 'mute' | 'remove' | 'ban';

/** What leaders may do with a member. They have no power over each other; that is for staff. */
export function MemberOptions({ item, group, me }: MemberOptionsProps) {
  const { member, role } = item;
  const [open, setOpen] = useState<Dialog | null>(null);
  const close = () => setOpen(null);
  const sanctionable = maySanction(group, me, item);
  const removable = mayRemove(me, item);

  return (
    <>
      <OptionsMenu small label={strings.groups.memberOptions(member.displayName)}>
        {mayChangeRole(me, item) && <RoleItem member={member} role={role} group={group} />}
        {member.id !== me.id && group.membership?.role === 'leader' && (
          <Menu.Item leftSection={<IconArrowsExchange size={16} />} onClick={() => setOpen('hand-over')}>
            {strings.joining.handOver}
          </Menu.Item>
        )}
        {(sanctionable || removable) && <Menu.Divider />}
        {sanctionable && (
          <Menu.Item leftSection={<IconMicrophoneOff size={16} />} onClick={() => setOpen('mute')}>
            {strings.joining.mute}
          </Menu.Item>
        )}
        {removable && (
          <Menu.Item color="brick" leftSection={<IconUserMinus size={16} />} onClick={() => setOpen('remove')}>
            {strings.groups.remove}
          </Menu.Item>
        )}
        {sanctionable && (
          <Menu.Item color="brick" leftSection={<IconBan size={16} />} onClick={() => setOpen('ban')}>
            {strings.joining.ban}
          </Menu.Item>
        )}
      </OptionsMenu>
      {open === 'hand-over' && <HandOver group={group} member={member} close={close} />}
      {open === 'remove' && <RemoveMember slug={group.slug} member={member} close={close} />}
      {(open === 'mute' || open === 'ban') && (
        <SanctionDialog
          slug={group.slug}
          kind={open}
          username={member.username}
          name={member.displayName}
          close={close}
        />
      )}
    </>
  );
}

function RoleItem({ member, role, group }: { group: Group } & Pick<GroupMember, 'member' | 'role'>) {
  return role === 'member' ? (
    <Menu.Item leftSection={<IconStar size={16} />} onClick={() => setRole(group, member.username, 'leader')}>
      {strings.groups.makeLeader}
    </Menu.Item>
  ) : (
    <Menu.Item leftSection={<IconStarOff size={16} />} onClick={() => setRole(group, member.username, 'member')}>
      {strings.groups.makeMember}
    </Menu.Item>
  );
}

async function setRole(group: Group, username: string, role: MembershipRole): Promise<void> {
  try {
    await groups.setRole(group.slug, username, role);
  } catch (error) {
    if (hasCode(error, 'last_leader')) toast(strings.groups.lastLeader);
    else toastProblem(error);
  }
}
