import { Progress } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { MetricStanding, RankStanding } from '../../shared/ranks.ts';
import { strings } from '../strings.ts';
import classes from './standings.module.css';

/** Each metric beside what the next rank asks for, and what counts. */
export function Standings({ mine }: { mine: RankStanding }) {
  return (
    <ul className={classes.standings}>
      {mine.metrics.map((standing) => (
        <Row key={standing.metric} standing={standing} nearest={mine.nearest === standing.metric} />
      ))}
    </ul>
  );
}

function Row({ standing: { metric, value, threshold }, nearest }: { standing: MetricStanding; nearest: boolean }) {
  const label = strings.ranks.metric(metric);
  const asked = threshold !== null && threshold > 0;
  const met = asked && value >= threshold;
  return (
    <li>
      <div className={classes.line}>
        <span>{label}</span>
        {nearest && <span className={classes.nearest}>{strings.ranks.nearest}</span>}
        <span className={classes.value}>
          {met && <IconCheck size={15} aria-label={strings.ranks.done} />}
          {asked && (met ? strings.ranks.reached(value, threshold) : strings.ranks.progress(value, threshold))}
          {!asked && strings.ranks.value(value)}
          {threshold === 0 && <span className={classes.none}>{strings.ranks.noneAsked}</span>}
        </span>
      </div>
      {asked && (
        <Progress
          value={Math.min(100, (value / threshold) * 100)}
          color={met ? 'verdigris' : 'brass.4'}
          size="md"
          radius="xl"
          aria-label={label}
        />
      )}
      <p className={classes.counts}>{strings.ranks.counts(metric)}</p>
    </li>
  );
}
