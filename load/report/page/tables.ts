import { type Report, TIMINGS } from '../../measured.ts';
import { bytes, clock, cores, count, NONE, rate, span } from '../figures.ts';
import { STEP_COLUMNS, stepRows } from '../knee.ts';
import { nodesOf, phasesOf } from '../summary.ts';
import { html, type Markup } from './markup.ts';

/** A table with a name; the first cell of each row says what the row is about. */
function table(caption: string, columns: string[], rows: string[][]): Markup {
  const cell = (text: string, index: number): Markup =>
    columns[index] === 'why' ? html`<td class="words">${text}</td>` : html`<td>${text}</td>`;
  const body = rows.map(
    ([name, ...cells]) =>
      html`<tr><th scope="row">${name!}</th>${cells.map((text, index) => cell(text, index + 1))}</tr>`,
  );
  return html`<div class="wide" tabindex="0" role="region" aria-label="${caption}"><table class="listed">
<caption>${caption}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col" class="${column === 'why' ? 'words' : 'figure'}">${column}</th>`)}</tr></thead>
<tbody>${body}</tbody></table></div>`;
}

export function timingTable({ totals }: Report): Markup {
  const rows = TIMINGS.flatMap((timing) => {
    const each = totals.timings[timing];
    return each ? [[timing, count(each.count), ...[each.p50, each.p90, each.p99, each.p999, each.max].map(span)]] : [];
  });
  return table('How long it took', ['', 'count', 'p50', 'p90', 'p99', 'p99.9', 'max'], rows);
}

export const phaseTable = ({ samples }: Report): Markup =>
  table(
    'Phases',
    [
      '',
      'from',
      'to',
      'sockets',
      'posts/s',
      'deliveries/s',
      'acknowledged p99, worst second',
      'delivered p99, worst second',
    ],
    phasesOf(samples).map((phase) => [
      phase.name,
      clock(phase.from),
      clock(phase.to),
      count(phase.sockets),
      rate(phase.acknowledged),
      count(phase.deliveries),
      span(phase.acknowledgedP99),
      span(phase.deliveredP99),
    ]),
  );

export const nodeTable = ({ samples }: Report): Markup =>
  table(
    'Nodes',
    ['', 'CPU, mean', 'CPU, most', 'memory, most', 'loop delay, worst', 'sockets, most'],
    nodesOf(samples).map((node) => [
      node.node,
      cores(node.cpu.mean),
      cores(node.cpu.max),
      bytes(node.memoryBytes),
      span(node.loopDelayMs),
      node.sockets === null ? NONE : count(node.sockets),
    ]),
  );

export const problemTable = ({ totals }: Report): Markup =>
  table(
    'Problems',
    ['', 'times'],
    Object.entries(totals.problems)
      .sort(([, one], [, other]) => other - one)
      .map(([code, times]) => [code, count(times)]),
  );

export const stepTable = (knee: NonNullable<Report['knee']>): Markup =>
  table('Steps of the search', STEP_COLUMNS, stepRows(knee));

/** More rows than that nobody reads, and no browser likes. */
const ROWS = 600;

/** What the charts draw, for who cannot see them or wants a number. */
export function secondsTable({ samples }: Report): Markup {
  const every = Math.max(1, Math.ceil(samples.length / ROWS));
  const rows = samples.filter((_, index) => index % every === 0);
  return table(
    every === 1 ? 'Second by second' : `One second of every ${every}`,
    [
      '',
      'phase',
      'sockets',
      'posts due',
      'acknowledged',
      'failed',
      'deliveries',
      'acknowledged p99',
      'delivered p99',
      'CPU of nodes',
      'CPU of tester',
    ],
    rows.map(({ at, phase, sockets, posts, deliveries, timings, nodes, tester }) => [
      clock(at),
      phase,
      count(sockets.open),
      ...[posts.due, posts.acknowledged, posts.failed, deliveries].map(count),
      span(timings.acknowledged?.p99),
      span(timings.delivered?.p99),
      nodes.map(({ cpu }) => cores(cpu)).join(' · ') || NONE,
      cores(tester.cpu),
    ]),
  );
}
