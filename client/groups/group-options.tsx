import { Menu } from '@mantine/core';
import {
  IconArchive,
  IconArchiveOff,
  IconClipboardList,
  IconDoorExit,
  IconLayoutGridAdd,
  IconPencil,
  IconUsers,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { Account } from '../../shared/accounts.ts';
import type { Group } from '../../shared/groups.ts';
import { strings } from '../strings.ts';
import { SubscribeItems } from '../subscriptions/subscribe-items.tsx';
import { MenuLink } from '../ui/link.tsx';
import { OptionsMenu } from '../ui/options-menu.tsx';
import { ArchiveGroup } from './archive-group.tsx';
import { EditGroup } from './edit-group.tsx';
import { leads } from './leads.ts';
import { LeaveGroup } from './leave-group.tsx';
import { NewForumDialog } from './new-forum.tsx';

type Dialog = 'edit' | 'forum' | 'archive' | 'leave';

/** The three dots of a group. Who sees nothing of it but its name has nothing to choose. */
export function GroupOptions({ group, me }: { group: Group; me: Account }) {
  const [open, setOpen] = useState<Dialog | null>(null);
  const close = () => setOpen(null);
  if (!group.readable) return null;
  return (
    <>
      <OptionsMenu>
        <SubscribeItems type="group" id={group.id} groupId={group.id} />
        <MenuLink to="/g/$slug/members" params={{ slug: group.slug }} leftSection={<IconUsers size={16} />}>
          {strings.groups.allMembers}
        </MenuLink>
        {leads(group, me) && <LeaderItems group={group} choose={setOpen} />}
        {group.membership && (
          <Menu.Item color="brick" leftSection={<IconDoorExit size={16} />} onClick={() => setOpen('leave')}>
            {strings.groups.leave}
          </Menu.Item>
        )}
      </OptionsMenu>
      {open === 'edit' && <EditGroup group={group} close={close} />}
      {open === 'forum' && <NewForumDialog group={group} close={close} />}
      {open === 'archive' && <ArchiveGroup group={group} close={close} />}
      {open === 'leave' && <LeaveGroup group={group} close={close} />}
    </>
  );
}

function LeaderItems({ group, choose }: { group: Group; choose: (dialog: Dialog) => void }) {
  const archived = group.archivedAt !== null;
  return (
    <>
      <Menu.Divider />
      <MenuLink to="/g/$slug/manage" params={{ slug: group.slug }} leftSection={<IconClipboardList size={16} />}>
        {strings.joining.manageTitle}
      </MenuLink>
      <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => choose('edit')}>
        {strings.groups.edit}
      </Menu.Item>
      {!archived && (
        <Menu.Item leftSection={<IconLayoutGridAdd size={16} />} onClick={() => choose('forum')}>
          {strings.groups.newForum}
        </Menu.Item>
      )}
      <Menu.Item
        leftSection={archived ? <IconArchiveOff size={16} /> : <IconArchive size={16} />}
        onClick={() => choose('archive')}
      >
        {archived ? strings.joining.unarchive : strings.joining.archive}
      </Menu.Item>
      <Menu.Divider />
    </>
  );
}
