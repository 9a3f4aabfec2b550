import type { Knee, Step } from '../measured.ts';
import type { Chart, ChartLine } from './chart.ts';
import { count, rate as figure, plain, span } from './figures.ts';
import { table } from './table.ts';

/** What the search for the limit came to, in a sentence. */
export function kneeSaid({ best, objective }: Knee): string {
  const asked = `p99 of ${objective.timing} under ${span(objective.p99Ms)}, nothing lost`;
  if (!best) return `No rate that was tried kept to the objective (${asked}).`;
  return `The limit is ${figure(best.rate)} posts a second, ${count(best.delivered)} deliveries a second (${asked}).`;
}

export const STEP_COLUMNS = ['posts/s', 'p99', 'deliveries/s', 'missed', 'kept', 'why'];

/** By rate, which is not always the order in which they were tried. */
export const stepRows = ({ steps }: Knee): string[][] =>
  [...steps].sort((one, other) => one.rate - other.rate).map(stepRow);

const stepRow = ({ rate, p99, delivered, missed, kept, why }: Step): string[] => [
  figure(rate),
  span(p99),
  count(delivered),
  count(missed),
  kept ? 'yes' : 'NO',
  plain(why ?? ''),
];

export const kneeLines = (knee: Knee): string[] => [
  kneeSaid(knee),
  ...table([STEP_COLUMNS, ...stepRows(knee)], { words: [STEP_COLUMNS.indexOf('why')] }),
];

export function kneeChart({ steps, objective }: Knee): Chart {
  const sorted = [...steps].sort((one, other) => one.rate - other.rate);
  const of = (wanted: (step: Step) => boolean): ChartLine['values'] =>
    sorted.map((step) => (wanted(step) ? Math.max(step.p99, 0.01) : null));
  return {
    title: `p99 of ${objective.timing}, by rate`,
    note: 'Full circles kept to the objective, hollow ones did not.',
    x: { of: 'rate', values: sorted.map(({ rate }) => rate) },
    unit: 'ms',
    log: true,
    lines: [
      { label: 'p99', values: of(() => true) },
      { label: 'kept', values: of(({ kept }) => kept), points: 'full' },
      { label: 'not kept', values: of(({ kept }) => !kept), points: 'hollow' },
      { label: 'objective', values: sorted.map(() => objective.p99Ms), wanted: true },
    ],
  };
}
