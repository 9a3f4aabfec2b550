import { Button, Text } from '@mantine/core';
import { IconAward, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { AssignedRank, Ranks } from '../../../shared/ranks.ts';
import { meQuery } from '../../accounts/queries.ts';
import { ErrorPage } from '../../app/error-page.tsx';
import { NotFound } from '../../app/not-found.tsx';
import { strings } from '../../strings.ts';
import { Empty } from '../../ui/empty.tsx';
import { TextLink } from '../../ui/link.tsx';
import { Page } from '../../ui/page.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { ranksQuery } from '../queries.ts';
import { AssignedForm } from './assigned-form.tsx';
import classes from './assigned-page.module.css';
import { AssignedRow } from './assigned-row.tsx';
import { useDialog } from './use-dialog.ts';

/** For staff: the ranks that they give. What there is can be read by all, so who may change it is asked here. */
export function AssignedPage() {
  const { data: me } = useQuery(meQuery);
  const { data, error, refetch } = useQuery(ranksQuery);
  if (error && !data) return <ErrorPage error={error} reset={refetch} />;
  if (me && me.account.role !== 'staff') return <NotFound />;
  return (
    <Page
      title={strings.ladder.assigned.title}
      narrow
      options={<TextLink to="/staff/ladder">{strings.ladder.title}</TextLink>}
      under={
        <Text c="dimmed" mt={4}>
          {strings.ladder.assigned.lead}
        </Text>
      }
    >
      {me && data ? <Assigned ranks={data} /> : <RowsSkeleton rows={4} height={70} />}
    </Page>
  );
}

function Assigned({ ranks: { assigned, ladder } }: { ranks: Ranks }) {
  const dialog = useDialog<AssignedRank | 'new'>();
  const onLadder = ladder.rungs.map(({ key }) => key);
  return (
    <>
      <div className={classes.bar}>
        <Button leftSection={<IconPlus size={16} />} onClick={() => dialog.open('new')}>
          {strings.ladder.assigned.add}
        </Button>
      </div>
      {assigned.length === 0 && (
        <Empty icon={<IconAward size={36} />} title={strings.ladder.assigned.none}>
          {strings.ladder.assigned.noneHint}
        </Empty>
      )}
      {assigned.length > 0 && (
        <Sheet>
          <ul className={classes.list} aria-label={strings.ladder.assigned.title}>
            {assigned.map((rank) => (
              <AssignedRow
                key={rank.key}
                rank={rank}
                earned={onLadder.includes(rank.key)}
                edit={() => dialog.open(rank)}
              />
            ))}
          </ul>
        </Sheet>
      )}
      <AssignedForm dialog={dialog} ranks={assigned} onLadder={onLadder} />
    </>
  );
}
