import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Head } from '../../shared/values.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { Cards } from '../ui/cards.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { addPage } from '../ui/pages.ts';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { useMore } from '../ui/use-more.ts';
import { type LiveList, listQuery } from './manage-queries.ts';

type Paged<Item> = { items: Item[]; next: string | null; head: Head };

type ManageListProps<Item extends { id: string }, Data extends Paged<Item>> = {
  list: LiveList<Data>;
  label: string;
  /** Shown where there is nothing. */
  empty: ReactNode;
  render: (item: Item) => ReactNode;
};

/** What lies before those who manage a partner, one by one; as it comes, changes and goes. */
export function ManageList<Item extends { id: string }, Data extends Paged<Item>>({
  list,
  label,
  empty,
  render,
}: ManageListProps<Item, Data>) {
  const { data, error, refetch } = useQuery(listQuery(list));
  const { more } = useMore<Item, Data>({ ...list, merge: addPage });
  if (error && !data) return <ErrorPage error={error} reset={refetch} />;
  if (!data) return <RowsSkeleton rows={3} height={96} />;
  return (
    <>
      {data.items.length === 0 ? empty : <Cards label={label} items={data.items} render={render} />}
      {data.next && <MoreButton more={more} />}
    </>
  );
}
