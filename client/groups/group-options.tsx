import { Menu } from '@mantine/core';
import { IconDoorExit, IconLayoutGridAdd, IconPencil, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import type { Account } from '../../shared/accounts.ts';
import type { Group } from '../../shared/groups.ts';
import { strings } from '../strings.ts';
import { MenuLink } from '../ui/link.tsx';
import { OptionsMenu } from '../ui/options-menu.tsx';
import { EditGroup } from './edit-group.tsx';
import { LeaveGroup } from './leave-group.tsx';
import { NewForumDialog } from './new-forum.tsx';

type Dialog = 'edit' | 'forum' | 'leave' | null;

/** The three dots of a group. */
export function GroupOptions({ group, me }: { group: Group; me: Account }) {
  const [open, setOpen] = useState<Dialog>(null);
  const close = () => setOpen(null);
  return (
    <>
      <OptionsMenu>
        <MenuLink to="/g/$slug/members" params={{ slug: group.slug }} leftSection={<IconUsers size={16} />}>
          {strings.groups.allMembers}
        </MenuLink>
        {leads(group, me) && (
          <>
            <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setOpen('edit')}>
              {strings.groups.edit}
            </Menu.Item>
            <Menu.Item leftSection={<IconLayoutGridAdd size={16} />} onClick={() => setOpen('forum')}>
              {strings.groups.newForum}
            </Menu.Item>
          </>
        )}
        {group.membership && (
          <Menu.Item color="brick" leftSection={<IconDoorExit size={16} />} onClick={() => setOpen('leave')}>
            {strings.groups.leave}
          </Menu.Item>
        )}
      </OptionsMenu>
      {open === 'edit' && <EditGroup group={group} close={close} />}
      {open === 'forum' && <NewForumDialog group={group} close={close} />}
      {open === 'leave' && <LeaveGroup group={group} close={close} />}
    </>
  );
}

/** Leaders lead their own groups, staff all. */
export function leads(group: Group, me: Account): boolean {
  return group.membership?.role === 'leader' || me.role === 'staff';
}
