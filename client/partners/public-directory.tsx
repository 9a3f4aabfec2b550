import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconUserSearch, IconUsers } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Directory, Expert } from '../../shared/partners/experts.ts';
import type { PartnerPage } from '../../shared/partners/partners.ts';
import { partners } from '../api/partners.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { strings } from '../strings.ts';
import { Empty } from '../ui/empty.tsx';
import { addPage } from '../ui/pages.ts';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { useMore } from '../ui/use-more.ts';
import { VirtualList } from '../ui/virtual-list.tsx';
import { ExpertRow } from './expert-row.tsx';
import classes from './public-directory.module.css';
import { directoryQuery, directoryView } from './public-queries.ts';
import { SectionTitle } from './section-title.tsx';

const said = strings.partners;

/** All who carry a partner's badge, by name, live. */
export function ExpertDirectory({ partner }: { partner: PartnerPage }) {
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 250);
  return (
    <section aria-labelledby="directory">
      <SectionTitle id="directory">{said.directory}</SectionTitle>
      <TextInput
        type="search"
        className={classes.search}
        aria-label={said.search}
        placeholder={said.search}
        leftSection={<IconSearch size={16} />}
        maxLength={60}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Found partner={partner} q={q} />
    </section>
  );
}

function Found({ partner, q }: { partner: PartnerPage; q: string }) {
  const { slug } = partner;
  const query = directoryQuery(slug, q);
  const { data: list, error, refetch } = useQuery({ ...query, placeholderData: keepPreviousData });
  const { more } = useMore<Expert, Directory>({
    key: query.queryKey,
    view: directoryView(q),
    fetch: (cursor) => partners.experts(slug, { q: q || undefined, cursor }),
    merge: addPage,
  });
  if (error && !list) return <ErrorPage error={error} reset={refetch} />;
  if (!list) return <RowsSkeleton rows={6} height={60} />;
  return (
    <div className={classes.results}>
      <p className={classes.found} role="status">
        {q && list.items.length > 0 ? said.found(list.items.length, list.next !== null) : ''}
      </p>
      {list.items.length === 0 ? (
        <Nobody name={partner.name} q={q} />
      ) : (
        <Sheet>
          <VirtualList
            label={said.directory}
            items={list.items}
            keyOf={({ id }) => id}
            rowHeight={70}
            onEnd={more}
            render={(expert) => <ExpertRow expert={expert} />}
          />
        </Sheet>
      )}
    </div>
  );
}

function Nobody({ name, q }: { name: string; q: string }) {
  if (q) return <Empty icon={<IconUserSearch size={36} />} title={said.noMatch(q)} />;
  return (
    <Empty icon={<IconUsers size={36} />} title={said.empty}>
      {said.emptyHint(name)}
    </Empty>
  );
}
