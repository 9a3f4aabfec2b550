import { IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { GroupCards } from '../../shared/groups.ts';
import type { Category } from '../../shared/memberships.ts';
import { groups } from '../api/endpoints.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { groupCardsView } from '../live/views.ts';
import { strings } from '../strings.ts';
import { Empty } from '../ui/empty.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { useMore, withoutRepeats } from '../ui/use-more.ts';
import classes from './discover.module.css';
import { GroupCardView } from './group-card.tsx';
import { groupCardsQuery } from './queries.ts';

export function Discover({ category }: { category: Category | undefined }) {
  const query = groupCardsQuery(category);
  const { data, error, refetch } = useQuery(query);
  const { more } = useMore<GroupCards['items'][number], GroupCards>({
    key: query.queryKey,
    view: groupCardsView,
    fetch: (cursor) => groups.list({ category, cursor, limit: 60 }),
    merge: (shown, page) => ({ next: page.next, items: withoutRepeats(shown.items, page.items, ({ id }) => id) }),
  });

  if (error && !data) return <ErrorPage error={error} reset={refetch} />;
  if (!data) return <RowsSkeleton rows={3} height={110} />;
  if (data.items.length === 0) {
    return (
      <Empty icon={<IconUsersGroup size={36} />} title={strings.groups.empty}>
        {strings.groups.emptyHint}
      </Empty>
    );
  }
  return (
    <>
      <ul className={classes.cards}>
        {data.items.map((card) => (
          <li key={card.id}>
            <GroupCardView card={card} />
          </li>
        ))}
      </ul>
      {data.next && <MoreButton more={more} />}
    </>
  );
}
