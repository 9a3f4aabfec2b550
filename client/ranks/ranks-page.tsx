import { Table } from '@mantine/core';
import { IconMapPin } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { meQuery } from '../accounts/queries.ts';
import { session } from '../api/session.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { strings } from '../strings.ts';
import { Page } from '../ui/page.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { useStore } from '../ui/store.ts';
import { Surface } from '../ui/surface.tsx';
import { METRIC_ORDER } from './metrics.ts';
import { ranksQuery } from './queries.ts';
import { RankBadge } from './rank-badge.tsx';
import classes from './ranks-page.module.css';

/** The ladder, for everyone to read, signed in or not. */
export function RanksPage() {
  const { data, error, refetch } = useQuery(ranksQuery);
  const signedIn = useStore(session).status === 'in';
  const { data: me } = useQuery({ ...meQuery, enabled: signedIn });
  if (error && !data) return <ErrorPage error={error} reset={refetch} />;
  return (
    <Page title={strings.ranks.title} under={<p className={classes.lead}>{strings.ranks.lead}</p>}>
      <div className={classes.cards}>
        <Surface>
          <h2 className={classes.title}>{strings.ranks.apart}</h2>
          <p className={classes.text}>{strings.ranks.apartBody}</p>
        </Surface>
        <Surface>
          <h2 className={classes.title}>{strings.ranks.roles}</h2>
          <p className={classes.text}>{strings.ranks.rolesBody}</p>
        </Surface>
      </div>
      <h2 className={classes.title}>{strings.ranks.earned}</h2>
      <p className={classes.text}>{strings.ranks.how}</p>
      {!data && <RowsSkeleton rows={8} height={40} />}
      {data && (
        <Surface className={classes.sheet}>
          <Table.ScrollContainer minWidth={760}>
            <Table verticalSpacing="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{strings.ranks.rank}</Table.Th>
                  {METRIC_ORDER.map((metric) => (
                    <Table.Th key={metric} className={classes.number}>
                      {strings.ranks.metric(metric)}
                    </Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {data.ladder.rungs.map((rung, index) => (
                  <Table.Tr
                    key={rung.key}
                    data-own={me?.account.rank === rung.key || undefined}
                    className={classes.rung}
                  >
                    <Table.Th scope="row">
                      <RankBadge rank={rung.key} />
                      {me?.account.rank === rung.key && (
                        <span className={classes.here}>
                          <IconMapPin size={13} aria-hidden="true" /> {strings.ranks.yours}
                        </span>
                      )}
                    </Table.Th>
                    {index === 0 ? (
                      <Table.Td colSpan={METRIC_ORDER.length} className={classes.nothing}>
                        {strings.ranks.nothing}
                      </Table.Td>
                    ) : (
                      METRIC_ORDER.map((metric) => (
                        <Table.Td key={metric} className={classes.number}>
                          {rung.thresholds[metric] === 0 ? '–' : strings.ranks.value(rung.thresholds[metric])}
                        </Table.Td>
                      ))
                    )}
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </Surface>
      )}
    </Page>
  );
}
