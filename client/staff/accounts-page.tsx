import { SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconUserSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { staff } from '../api/staff.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { strings } from '../strings.ts';
import { Empty } from '../ui/empty.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { VirtualList } from '../ui/virtual-list.tsx';
import { AccountRow } from './account-row.tsx';
import classes from './accounts.module.css';
import { StaffPage } from './staff-page.tsx';

const route = getRouteApi('/member/staff/accounts');

/** Finds accounts, for staff. What is looked for stands in the address. */
export function AccountsPage() {
  const { q = '', suspended } = route.useSearch();
  const navigate = route.useNavigate();
  const [typed, setTyped] = useState(q);
  const [settled] = useDebouncedValue(typed.trim(), 250);
  const said = strings.staff;

  // At once, not when the typing has settled: by then one may be on the way to an account that was found.
  function type(text: string) {
    setTyped(text);
    void navigate({
      search: (before) => ({ ...before, q: text.trim() || undefined }),
      replace: true,
      resetScroll: false,
    });
  }

  return (
    <StaffPage tab="accounts" lead={said.accountsLead}>
      <div className={classes.filters}>
        <TextInput
          type="search"
          aria-label={said.search}
          placeholder={said.search}
          title={said.searchHint}
          leftSection={<IconSearch size={16} />}
          autoCapitalize="none"
          maxLength={254}
          value={typed}
          onChange={(event) => type(event.currentTarget.value)}
        />
        <SegmentedControl
          size="xs"
          aria-label={said.which}
          value={suspended ? 'suspended' : ''}
          onChange={(value) =>
            navigate({ search: (before) => ({ ...before, suspended: value ? true : undefined }), replace: true })
          }
          data={[
            { value: '', label: said.everyone },
            { value: 'suspended', label: said.suspendedOnly },
          ]}
        />
      </div>
      <Found q={settled} suspended={suspended} />
    </StaffPage>
  );
}

function Found({ q, suspended }: { q: string; suspended: true | undefined }) {
  const { data, error, refetch, fetchNextPage, hasNextPage } = useInfiniteQuery({
    queryKey: ['staff', 'accounts', q, suspended ?? null],
    queryFn: ({ pageParam }) =>
      staff.accounts({
        q: q || undefined,
        suspended: suspended && 'true',
        cursor: pageParam ?? undefined,
        limit: 50,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
  });
  const said = strings.staff;
  const accounts = data?.pages.flatMap(({ items }) => items);
  if (error && !data) return <ErrorPage error={error} reset={refetch} />;
  if (!accounts) return <RowsSkeleton rows={6} height={60} />;
  if (accounts.length === 0) {
    return (
      <Empty icon={<IconUserSearch size={36} />} title={said.nobody}>
        {said.nobodyHint}
      </Empty>
    );
  }
  const more = async () => {
    if (hasNextPage) await fetchNextPage();
  };
  return (
    <>
      <Sheet>
        <VirtualList
          label={said.list}
          items={accounts}
          keyOf={({ member }) => member.id}
          rowHeight={66}
          onEnd={more}
          render={(line) => <AccountRow line={line} />}
        />
      </Sheet>
      {hasNextPage && <MoreButton more={more} />}
    </>
  );
}
