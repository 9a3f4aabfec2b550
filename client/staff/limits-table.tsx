import { Button, NumberInput, Table } from '@mantine/core';
import type { Limit, Site } from '../../shared/site.ts';
import { strings } from '../strings.ts';
import classes from './limits.module.css';

type LimitsTableProps = {
  defaults: Site['defaults'];
  limits: Site['limits'];
  change: (name: string, limit: Limit | null) => void;
};

/** How often something may be done: as it comes, or as it was set. */
export function LimitsTable({ defaults, limits, change }: LimitsTableProps) {
  const said = strings.staff;
  return (
    <div className={classes.scroll}>
      <Table className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{said.limit}</Table.Th>
            <Table.Th>{said.points}</Table.Th>
            <Table.Th>{said.duration}</Table.Th>
            <Table.Th>{said.asItComes}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {Object.entries(defaults).map(([name, usual]) => (
            <LimitRow key={name} name={name} usual={usual} set={limits[name]} change={change} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

type LimitRowProps = { name: string; usual: Limit; set: Limit | undefined; change: LimitsTableProps['change'] };

function LimitRow({ name, usual, set, change }: LimitRowProps) {
  const said = strings.staff;
  const label = said.limitOf(name);
  const now = set ?? usual;

  function put(part: Partial<Limit>) {
    const next = { ...now, ...part };
    change(name, next.points === usual.points && next.duration === usual.duration ? null : next);
  }

  const field = (part: keyof Limit, most: number) => (
    <NumberInput
      size="xs"
      aria-label={`${label}: ${said[part]}`}
      min={1}
      max={most}
      allowDecimal={false}
      allowNegative={false}
      hideControls
      value={now[part]}
      onChange={(value) => Number(value) >= 1 && put({ [part]: Math.min(most, Number(value)) })}
    />
  );
  return (
    <Table.Tr data-set={set !== undefined || undefined}>
      <Table.Th scope="row">{label}</Table.Th>
      <Table.Td>{field('points', 1_000_000)}</Table.Td>
      <Table.Td>{field('duration', 86_400)}</Table.Td>
      <Table.Td>
        {set ? (
          <Button size="compact-xs" variant="default" aria-label={said.reset(label)} onClick={() => change(name, null)}>
            {said.usual(usual.points, usual.duration)}
          </Button>
        ) : (
          <span className={classes.usual}>{said.usual(usual.points, usual.duration)}</span>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
