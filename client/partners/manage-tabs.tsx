import { Link } from '@tanstack/react-router';
import tabs from '../groups/forum-tabs.module.css';
import { strings } from '../strings.ts';
import type { ManagePart } from './manage-parts.ts';

type Tab = ManagePart | 'applications';

const said = strings.partnerConsole;
const TABS = Object.keys(said.parts) as Tab[];

/** The parts of the console; each is an address. */
export function ManageTabs({ slug, chosen }: { slug: string; chosen: Tab }) {
  return (
    <nav aria-label={said.name} className={tabs.tabs}>
      {TABS.map((tab) => (
        <Link
          key={tab}
          ref={tab === chosen ? reveal : undefined}
          to="/partners/$slug/manage"
          params={{ slug }}
          search={tab === 'applications' ? {} : { part: tab }}
          resetScroll={false}
          className={tabs.tab}
          data-chosen={tab === chosen || undefined}
          aria-current={tab === chosen ? 'true' : undefined}
        >
          {said.parts[tab]}
        </Link>
      ))}
    </nav>
  );
}

/** On a phone the tabs reach beyond the screen. */
const reveal = (tab: HTMLAnchorElement | null) => tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
