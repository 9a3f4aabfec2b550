import { Table } from '@mantine/core';
import type { Rung } from '../../shared/ladder.ts';
import type { RankKey } from '../../shared/rank-key.ts';
import { strings } from '../strings.ts';
import { Surface } from '../ui/surface.tsx';
import { METRIC_ORDER } from './metrics.ts';
import { RankBadge } from './rank-badge.tsx';
import classes from './ranks-page.module.css';
import { YouAreHere } from './you-are-here.tsx';

export type LadderProps = {
  rungs: Rung[];
  /** The rank the viewer has earned. */
  own?: RankKey;
};

/** The ladder where there is room to compare. */
export function LadderTable({ rungs, own }: LadderProps) {
  return (
    <Surface className={classes.sheet}>
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{strings.ranks.rank}</Table.Th>
            {METRIC_ORDER.map((metric) => (
              <Table.Th key={metric} scope="col" className={classes.number}>
                {strings.ranks.metric(metric)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rungs.map((rung, index) => (
            <Table.Tr key={rung.key} data-own={own === rung.key || undefined} className={classes.rung}>
              <Table.Th scope="row">
                <RankBadge rank={rung.key} /> {own === rung.key && <YouAreHere>{strings.ranks.yours}</YouAreHere>}
              </Table.Th>
              {index === 0 ? <Nothing /> : <Thresholds rung={rung} />}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Surface>
  );
}

function Nothing() {
  return (
    <Table.Td colSpan={METRIC_ORDER.length} className={classes.nothing}>
      {strings.ranks.nothing}
    </Table.Td>
  );
}

function Thresholds({ rung: { thresholds } }: { rung: Rung }) {
  return METRIC_ORDER.map((metric) => (
    <Table.Td key={metric} className={classes.number}>
      {thresholds[metric] === 0 ? '–' : strings.ranks.value(thresholds[metric])}
    </Table.Td>
  ));
}
