import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { ConsoleTab } from '../app/pages/groups.ts';
import tabs from '../groups/forum-tabs.module.css';
import { strings } from '../strings.ts';
import classes from './console-tabs.module.css';
import { inQueue, useWaiting, type Waiting } from './waiting.ts';

type Tab = ConsoleTab | 'overview';

const IN_SIGHT: ScrollIntoViewOptions = { block: 'nearest', inline: 'center' };
const TABS = Object.keys(strings.console.tabs) as Tab[];

/** The parts of the console; each is an address. Those where something waits say how much. */
export function ConsoleTabs({ slug, chosen }: { slug: string; chosen: Tab }) {
  const waiting = useWaiting(slug);
  const nav = useRef<HTMLElement>(null);
  const counted = waiting !== null;
  // On a phone not all of them have room, and less when they say how much waits.
  useEffect(() => {
    if (counted) nav.current?.querySelector(`[data-tab="${chosen}"]`)?.scrollIntoView(IN_SIGHT);
  }, [chosen, counted]);
  return (
    <nav ref={nav} aria-label={strings.console.title} className={tabs.tabs}>
      {TABS.map((tab) => (
        <Link
          key={tab}
          to="/g/$slug/manage"
          params={{ slug }}
          search={tab === 'overview' ? {} : { tab }}
          resetScroll={false}
          className={tabs.tab}
          data-tab={tab}
          data-chosen={tab === chosen || undefined}
          aria-current={tab === chosen ? 'true' : undefined}
        >
          {strings.console.tabs[tab]}
          <Count of={waiting && waitsIn(tab, waiting)} />
        </Link>
      ))}
    </nav>
  );
}

function Count({ of }: { of: { count: number; more: boolean } | null }) {
  if (!of || of.count === 0) return null;
  return (
    <span className={classes.count}>
      {of.count}
      {of.more && '+'}
    </span>
  );
}

function waitsIn(tab: Tab, waiting: Waiting) {
  if (tab === 'queue') return { count: inQueue(waiting), more: waiting.report.more };
  return tab === 'requests' ? waiting.request : null;
}
