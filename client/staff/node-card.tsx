import type { NodeState } from '../../shared/staff.ts';
import { strings } from '../strings.ts';
import { Ago } from '../ui/ago.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { Surface } from '../ui/surface.tsx';
import { Chart } from './chart.tsx';
import classes from './overview.module.css';

const CHARTS = ['sockets', 'requests', 'writes', 'deliveries', 'lag', 'memory'] as const;

/** A node, and what it was like in the last minutes. `every`: the seconds between two samples. */
export function NodeCard({ node, every }: { node: NodeState; every: number }) {
  const said = strings.staff;
  return (
    <Surface aria-label={said.node(node.id)}>
      <header className={classes.head}>
        <h2 className={classes.name}>{node.id}</h2>
        <StateBadge tone={node.alive ? 'good' : 'bad'} live>
          {node.alive ? said.alive : said.gone}
        </StateBadge>
        {node.redis === false && <StateBadge tone="bad">{said.noRedis}</StateBadge>}
        <span className={classes.dim}>
          {said.version(node.version)} · {said.started} <Ago at={node.startedAt} />
          {!node.alive && (
            <>
              {' · '}
              {said.seen} <Ago at={node.seenAt} />
            </>
          )}
        </span>
      </header>
      <div className={classes.charts}>
        {CHARTS.map((name) => (
          <Chart
            key={name}
            name={said.charts[name]}
            values={node.samples.map((sample) => sample[name])}
            write={said.unit[name]}
            span={node.samples.length * every}
          />
        ))}
      </div>
    </Surface>
  );
}
