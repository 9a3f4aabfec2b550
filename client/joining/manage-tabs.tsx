import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import tabs from '../groups/forum-tabs.module.css';
import { strings } from '../strings.ts';
import classes from './manage-tabs.module.css';
import { joinRequestsQuery } from './queries.ts';

export type ManageTab = keyof typeof strings.joining.tabs;

const TABS = Object.keys(strings.joining.tabs) as ManageTab[];

/** The parts of the page; each is an address. */
export function ManageTabs({ slug, chosen }: { slug: string; chosen: ManageTab }) {
  const { data: requests } = useQuery(joinRequestsQuery(slug));
  const waiting = requests?.items.length ?? 0;
  return (
    <nav aria-label={strings.joining.manageTitle} className={tabs.tabs}>
      {TABS.map((tab) => (
        <Link
          key={tab}
          to="/g/$slug/manage"
          params={{ slug }}
          search={tab === 'requests' ? {} : { tab }}
          resetScroll={false}
          className={tabs.tab}
          data-chosen={tab === chosen || undefined}
          aria-current={tab === chosen ? 'true' : undefined}
        >
          {strings.joining.tabs[tab]}
          {tab === 'requests' && waiting > 0 && (
            <span className={classes.count}>
              {waiting}
              {requests?.next && '+'}
            </span>
          )}
        </Link>
      ))}
    </nav>
  );
}
