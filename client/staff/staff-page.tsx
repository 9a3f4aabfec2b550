import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import tabs from '../groups/forum-tabs.module.css';
import { strings } from '../strings.ts';
import { Page } from '../ui/page.tsx';

export type StaffTab = 'overview' | 'accounts' | 'appeals' | 'partners' | 'services' | 'site' | 'audit';

const TABS: StaffTab[] = ['overview', 'accounts', 'appeals', 'partners', 'services', 'site', 'audit'];

type StaffPageProps = { tab: StaffTab; title?: string; lead?: string; options?: ReactNode; children: ReactNode };

/** The frame of the pages on which staff look after the house, with the way from one to the next. */
export function StaffPage({ tab, title, lead, options, children }: StaffPageProps) {
  const said = strings.staff;
  return (
    <Page
      title={title ?? said.tabs[tab]}
      options={options}
      under={
        lead && (
          <Text c="dimmed" mt={4}>
            {lead}
          </Text>
        )
      }
    >
      <nav aria-label={said.pages} className={tabs.tabs}>
        {TABS.map((each) => (
          <Link
            key={each}
            ref={each === tab ? reveal : undefined}
            to={`/staff/${each}`}
            className={tabs.tab}
            data-chosen={each === tab || undefined}
            aria-current={each === tab ? 'page' : undefined}
          >
            {said.tabs[each]}
          </Link>
        ))}
      </nav>
      {children}
    </Page>
  );
}

/** On a phone the tabs reach beyond the screen. */
const reveal = (tab: HTMLAnchorElement | null) => tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
