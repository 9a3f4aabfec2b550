import type { Report } from '../../measured.ts';
import { clock, cores, count, NONE, span } from '../figures.ts';
import { STEP_COLUMNS, stepRows } from '../knee.ts';
import { nodeRows, phaseRows, timingRows } from '../rows.ts';
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

export const timingTable = (report: Report): Markup =>
  table('How long it took', ['', 'count', 'p50', 'p90', 'p99', 'p99.9', 'max'], timingRows(report));

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
    phaseRows(samples),
  );

export const nodeTable = ({ samples }: Report): Markup =>
  table(
    'Nodes',
    ['', 'CPU, mean', 'CPU, most', 'memory, most', 'loop delay, worst', 'sockets, most'],
    nodeRows(samples),
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
