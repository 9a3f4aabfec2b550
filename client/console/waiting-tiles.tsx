import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Group } from '../../shared/groups.ts';
import type { ConsoleTab } from '../app/pages/groups.ts';
import { sanctionsQuery } from '../joining/queries.ts';
import { strings } from '../strings.ts';
import classes from './overview.module.css';
import { useWaiting } from './waiting.ts';

type Tile = { what: (n: number) => string; tab: ConsoleTab; count: number; more: boolean; waits: boolean };

/** How much waits for a decision, and how many sanctions are in force; each leads to where they are. */
export function WaitingTiles({ group }: { group: Group }) {
  const waiting = useWaiting(group.slug);
  const { data: sanctions } = useQuery(sanctionsQuery(group.slug));
  const { tiles } = strings.console;
  if (!waiting || !sanctions) return <Skeleton className={classes.tiles} height={76} radius="lg" />;
  const inForce = sanctions.items.filter(({ until }) => until === null || Date.parse(until) > Date.now());
  const shown: Tile[] = [
    { what: tiles.reports, tab: 'queue', ...waiting.report, waits: true },
    { what: tiles.held, tab: 'queue', ...waiting.held, waits: true },
    { what: tiles.appeals, tab: 'queue', ...waiting.appeal, waits: true },
    { what: tiles.requests, tab: 'requests', ...waiting.request, waits: true },
    {
      what: tiles.sanctions,
      tab: 'sanctions',
      count: inForce.length,
      more: sanctions.next !== null,
      waits: false,
    },
  ];
  return (
    <ul className={classes.tiles} aria-label={strings.console.whatWaits}>
      {shown.map((tile) => (
        <li key={tile.what(1)}>
          <TileLink slug={group.slug} tile={tile} />
        </li>
      ))}
    </ul>
  );
}

function TileLink({ slug, tile: { what, tab, count, more, waits } }: { slug: string; tile: Tile }) {
  return (
    <Link
      to="/g/$slug/manage"
      params={{ slug }}
      search={{ tab }}
      className={classes.tile}
      data-waits={(waits && count > 0) || undefined}
    >
      <span className={classes.number}>
        {count}
        {more && '+'}
      </span>{' '}
      <span className={classes.what}>{what(count)}</span>
    </Link>
  );
}
