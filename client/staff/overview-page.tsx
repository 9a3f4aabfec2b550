import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { NodeState, Overview } from '../../shared/staff.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { strings } from '../strings.ts';
import { TextLink } from '../ui/link.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { NodeCard } from './node-card.tsx';
import classes from './overview.module.css';
import { overviewQuery } from './queries.ts';
import { StaffPage } from './staff-page.tsx';

/** The site as it runs, node by node. */
export function OverviewPage() {
  const { data, error, refetch } = useQuery(overviewQuery);
  if (error && !data) return <ErrorPage error={error} reset={refetch} />;
  return (
    <StaffPage tab="overview" lead={strings.staff.overviewLead}>
      {data ? <Running overview={data} stale={error !== null} /> : <RowsSkeleton rows={3} height={150} />}
    </StaffPage>
  );
}

function Running({ overview, stale }: { overview: Overview; stale: boolean }) {
  const said = strings.staff;
  const alive = overview.nodes.filter((node) => node.alive);
  return (
    <>
      {stale && (
        <p role="status" className={classes.stale}>
          {said.stale}
        </p>
      )}
      <dl className={classes.totals}>
        <Total name={said.total.nodes} value={alive.length} />
        <Total name={said.total.sockets} value={sum(alive, 'sockets')} />
        <Total name={said.total.requests} value={sum(alive, 'requests')} />
        <Total name={said.total.deliveries} value={sum(alive, 'deliveries')} />
        <Total name={said.total.accounts} value={overview.accounts} />
        <Total name={said.total.groups} value={overview.groups} />
        <Total name={said.total.reports} value={overview.openReports}>
          <TextLink to="/staff/appeals">{said.toAppeals}</TextLink>
        </Total>
      </dl>
      <ul className={classes.nodes} aria-label={said.nodes}>
        {overview.nodes.map((node) => (
          <li key={node.id}>
            <NodeCard node={node} every={overview.every} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Total({ name, value, children }: { name: string; value: number; children?: ReactNode }) {
  return (
    <div className={classes.total}>
      <dt>{name}</dt>
      <dd>
        <b>{strings.staff.figure(value)}</b>
        {children}
      </dd>
    </div>
  );
}

const sum = (nodes: NodeState[], name: 'sockets' | 'requests' | 'deliveries'): number =>
  nodes.reduce((total, { samples }) => total + (samples.at(-1)?.[name] ?? 0), 0);
