import { Menu, SegmentedControl, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import {
  IconActivity,
  IconAdjustments,
  IconAward,
  IconBell,
  IconBuildings,
  IconBulb,
  IconFlag,
  IconGavel,
  IconHelp,
  IconHistory,
  IconLogout,
  IconPencil,
  IconPlugConnected,
  IconRosetteDiscountCheck,
  IconScale,
  IconSend,
  IconSettings,
  IconStairsUp,
  IconUser,
  IconUsers,
} from '@tabler/icons-react';
import type { Account } from '../../shared/accounts.ts';
import { signOut } from '../api/session.ts';
import { strings } from '../strings.ts';
import { Face } from '../ui/face.tsx';
import { MenuLink } from '../ui/link.tsx';

export function AccountMenu({ account }: { account: Account }) {
  return (
    <Menu width={250}>
      <Menu.Target>
        <UnstyledButton aria-label={strings.nav.account(account.displayName)} display="flex">
          <Face id={account.id} name={account.displayName} size={34} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown style={{ maxBlockSize: 'calc(100dvh - 72px)', overflowY: 'auto' }}>
        <Menu.Label>
          <Text fw={650} size="sm" c="var(--mantine-color-text)" truncate dir="auto">
            {account.displayName}
          </Text>
          @{account.username}
        </Menu.Label>
        <MenuLink to="/u/$username" params={{ username: account.username }} leftSection={<IconUser size={16} />}>
          {strings.nav.profile}
        </MenuLink>
        <MenuLink to="/me/rank" leftSection={<IconAward size={16} />}>
          {strings.nav.myRank}
        </MenuLink>
        <MenuLink to="/me/partners" leftSection={<IconRosetteDiscountCheck size={16} />}>
          {strings.partnerDealings.title}
        </MenuLink>
        <MenuLink to="/drafts" leftSection={<IconPencil size={16} />}>
          {strings.drafts.title}
        </MenuLink>
        <MenuLink to="/me/subscriptions" leftSection={<IconBell size={16} />}>
          {strings.notices.settings}
        </MenuLink>
        <MenuLink to="/me/acts" leftSection={<IconGavel size={16} />}>
          {strings.moderation.own.title}
        </MenuLink>
        <MenuLink to="/settings" leftSection={<IconSettings size={16} />}>
          {strings.nav.settings}
        </MenuLink>
        <MenuLink to="/help" leftSection={<IconHelp size={16} />}>
          {strings.help.title}
        </MenuLink>
        {account.role === 'staff' && <StaffLinks />}
        <Menu.Divider />
        <Menu.Label>{strings.nav.scheme}</Menu.Label>
        <SchemeControl />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={signOut}>
          {strings.nav.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** What the site's staff look after. */
function StaffLinks() {
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{strings.messages.staff}</Menu.Label>
      <MenuLink to="/staff/overview" leftSection={<IconActivity size={16} />}>
        {strings.staff.tabs.overview}
      </MenuLink>
      <MenuLink to="/staff/accounts" leftSection={<IconUsers size={16} />}>
        {strings.staff.tabs.accounts}
      </MenuLink>
      <MenuLink to="/staff/appeals" leftSection={<IconScale size={16} />}>
        {strings.staff.tabs.appeals}
      </MenuLink>
      <MenuLink to="/staff/partners" leftSection={<IconBuildings size={16} />}>
        {strings.staff.tabs.partners}
      </MenuLink>
      <MenuLink to="/staff/services" leftSection={<IconPlugConnected size={16} />}>
        {strings.staff.tabs.services}
      </MenuLink>
      <MenuLink to="/staff/site" leftSection={<IconAdjustments size={16} />}>
        {strings.staff.tabs.site}
      </MenuLink>
      <MenuLink to="/staff/audit" leftSection={<IconHistory size={16} />}>
        {strings.staff.tabs.audit}
      </MenuLink>
      <MenuLink to="/staff/lead-applications" leftSection={<IconBulb size={16} />}>
        {strings.leads.queue}
      </MenuLink>
      <MenuLink to="/staff/message-reports" leftSection={<IconFlag size={16} />}>
        {strings.messages.reports.title}
      </MenuLink>
      <MenuLink to="/staff/ladder" leftSection={<IconStairsUp size={16} />}>
        {strings.ladder.title}
      </MenuLink>
      <MenuLink to="/staff/ranks" leftSection={<IconAward size={16} />}>
        {strings.ladder.assignedPage}
      </MenuLink>
      <MenuLink to="/staff/outbox" leftSection={<IconSend size={16} />}>
        {strings.mail.outbox}
      </MenuLink>
    </>
  );
}

export function SchemeControl() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      fullWidth
      size="xs"
      aria-label={strings.nav.scheme}
      value={colorScheme}
      onChange={(value) => setColorScheme(value as typeof colorScheme)}
      data={[
        { value: 'light', label: strings.nav.light },
        { value: 'dark', label: strings.nav.dark },
        { value: 'auto', label: strings.nav.auto },
      ]}
    />
  );
}
