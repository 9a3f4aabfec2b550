import { Checkbox, Menu, SegmentedControl, Text, TextInput } from '@mantine/core';
import { IconBellOff, IconBellPlus, IconSearch, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import { type Subscription, SubscriptionType } from '../../shared/subscriptions.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { strings } from '../strings.ts';
import { Empty } from '../ui/empty.tsx';
import { ButtonLink, TextLink } from '../ui/link.tsx';
import { OptionsMenu } from '../ui/options-menu.tsx';
import { Page } from '../ui/page.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { VirtualList } from '../ui/virtual-list.tsx';
import { type Filter, isListed, matching } from './listed.ts';
import { subscriptionsQuery } from './queries.ts';
import { SubscriptionRow } from './subscription-row.tsx';
import classes from './subscriptions-page.module.css';
import { UndoBar } from './undo-bar.tsx';
import { useDeletion } from './use-deletion.ts';
import { useSelection } from './use-selection.ts';

const said = strings.notices.subscriptions;

/** All that one is told of, to look through and to end. */
export function SubscriptionsPage() {
  const { data, error, refetch } = useQuery(subscriptionsQuery);
  const items = useMemo(() => data?.items.filter((item) => isListed(item, Date.now())), [data]);
  if (error && !data) return <ErrorPage error={error} reset={refetch} />;
  return (
    <Page
      title={said.title}
      narrow
      crumbs={[{ key: 'inbox', node: <TextLink to="/inbox">{strings.notices.title}</TextLink> }]}
      under={<Text c="dimmed">{said.lead}</Text>}
    >
      {items ? <Listed items={items} /> : <RowsSkeleton rows={8} height={56} />}
    </Page>
  );
}

function Listed({ items }: { items: Subscription[] }) {
  const [filter, setFilter] = useState<Filter>({ type: null, text: '' });
  const deferred = useDeferredValue(filter);
  const shown = useMemo(() => matching(items, deferred), [items, deferred]);
  const ids = useMemo(() => shown.map(({ id }) => id), [shown]);
  const { chosen, selected, toggle, all, toggleAll } = useSelection(ids);
  const deletion = useDeletion();
  return (
    <>
      {items.length === 0 ? (
        <NoSubscriptions />
      ) : (
        <>
          <FilterBar filter={filter} change={setFilter} />
          <Sheet>
            <div className={classes.head}>
              <Checkbox
                aria-label={said.selectAll}
                checked={all}
                indeterminate={!all && selected.length > 0}
                disabled={shown.length === 0}
                onChange={toggleAll}
              />
              <span className={classes.count} role="status">
                {selected.length > 0 ? said.selected(selected.length) : said.total(shown.length)}
              </span>
              <SelectedOptions
                count={selected.length}
                remove={() => deletion.remove(shown.filter(({ id }) => chosen.has(id)))}
              />
            </div>
            {shown.length === 0 ? (
              <Empty icon={<IconSearch size={32} />} title={said.noMatch}>
                {said.noMatchHint}
              </Empty>
            ) : (
              <VirtualList
                label={said.list}
                items={shown}
                keyOf={({ id }) => id}
                rowHeight={65}
                render={(item) => <SubscriptionRow subscription={item} chosen={chosen.has(item.id)} toggle={toggle} />}
              />
            )}
          </Sheet>
        </>
      )}
      <UndoBar deletion={deletion} />
    </>
  );
}

function SelectedOptions({ count, remove }: { count: number; remove: () => void }) {
  return (
    <OptionsMenu label={said.options} small>
      <Menu.Item color="brick" leftSection={<IconTrash size={16} />} disabled={count === 0} onClick={remove}>
        {said.remove}
      </Menu.Item>
    </OptionsMenu>
  );
}

function FilterBar({ filter, change }: { filter: Filter; change: (filter: Filter) => void }) {
  return (
    <div className={classes.bar}>
      <SegmentedControl
        size="xs"
        aria-label={said.types}
        value={filter.type ?? 'all'}
        onChange={(value) => change({ ...filter, type: value === 'all' ? null : (value as SubscriptionType) })}
        data={[
          { value: 'all', label: said.allTypes },
          ...SubscriptionType.options.map((type) => ({ value: type, label: said.type[type] })),
        ]}
      />
      <TextInput
        className={classes.search}
        size="xs"
        type="search"
        aria-label={said.search}
        placeholder={said.search}
        leftSection={<IconSearch size={15} />}
        value={filter.text}
        onChange={(event) => change({ ...filter, text: event.currentTarget.value })}
      />
    </div>
  );
}

function NoSubscriptions() {
  return (
    <Empty icon={<IconBellOff size={36} />} title={said.empty}>
      {said.emptyHint}
      <br />
      <ButtonLink to="/" mt="md" variant="light" leftSection={<IconBellPlus size={16} />}>
        {said.discover}
      </ButtonLink>
    </Empty>
  );
}
