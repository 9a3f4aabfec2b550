// Runs in the reader's browser: draws what the page carries with it, all that is over time on one axis.

import { AT, axes, ink, LABEL, written } from './axes.js';
import { phaseHooks } from './phases.js';

/** @typedef {import('../chart.ts').Chart} Chart */
/** @typedef {import('../chart.ts').ChartLine} ChartLine */
/** @typedef {import('../summary.ts').PhaseSummary} Phase */
/** @typedef {import('uplot')} Plot */

/** @type {{ charts: Chart[], phases: Phase[] }} */
const shown = JSON.parse(document.getElementById('shown')?.textContent ?? '');
const Library = /** @type {{ uPlot: typeof import('uplot') }} */ (/** @type {unknown} */ (globalThis)).uPlot;

const DASHES = [[], [7, 4], [3, 3], [11, 3, 2, 3], [1, 2], [14, 6]];
const BORDERS = ['solid', 'dashed', 'dotted', 'dashed', 'dotted', 'dashed'];
/** How wide a chart is on paper. */
const PAPER = 660;
const LABELS = 18;

const root = document.documentElement;
/** @type {Plot[]} */
let plots = [];

drawAll();
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
addEventListener('beforeprint', () => printing(true));
addEventListener('afterprint', () => printing(false));
const resized = new ResizeObserver(() => {
  for (const plot of plots) plot.setSize(sizeIn(plot.root.parentElement));
});
for (const element of document.querySelectorAll('.plot')) resized.observe(element);

/** @param {boolean} on */
function printing(on) {
  root.classList.toggle('printing', on);
  drawAll();
}

function drawAll() {
  for (const plot of plots) plot.destroy();
  plots = shown.charts.map((chart, index) => draw(chart, document.getElementById(`chart-${index}`)));
}

/**
 * @param {Chart} chart
 * @param {HTMLElement | null} into
 */
function draw(chart, into) {
  const data = /** @type {import('uplot').AlignedData} */ ([chart.x.values, ...chart.lines.map((line) => line.values)]);
  return new Library({ ...sizeIn(into), ...options(chart) }, data, into ?? undefined);
}

/** @param {HTMLElement | null} element */
function sizeIn(element) {
  const width = root.classList.contains('printing') ? PAPER : (element?.clientWidth ?? 0);
  return { width: Math.max(240, width), height: width < 420 ? 200 : 220 };
}

/**
 * @param {Chart} chart
 * @returns {Omit<import('uplot').Options, 'width' | 'height'>}
 */
function options(chart) {
  const overTime = chart.x.of === 'time';
  return {
    padding: [overTime ? LABELS : 10, overTime ? 12 : 28, 0, 0],
    cursor: { ...(overTime && { sync: { key: 'run' } }), drag: { x: overTime, y: false }, y: false },
    scales: {
      x: { time: false, distr: chart.x.of === 'percentile' ? 3 : 1 },
      y: chart.log
        ? { distr: 3, range: (_, least, most) => [least / 1.3, most * 1.3] }
        : { range: (_, __, most) => [0, most > 0 ? most * 1.08 : 1] },
    },
    series: [
      { label: LABEL[chart.x.of], value: (_, value) => (value == null ? '–' : AT[chart.x.of](value)) },
      ...chart.lines.map((line, index) => series(chart, line, index)),
    ],
    axes: axes(chart),
    legend: {
      markers: { width: 2, dash: (_, index) => border(chart.lines[index - 1], index - 1), fill: () => 'transparent' },
    },
    hooks: overTime ? phaseHooks(shown.phases) : {},
  };
}

/**
 * @param {Chart} chart
 * @param {ChartLine} line
 * @param {number} index
 * @returns {import('uplot').Series}
 */
function series(chart, line, index) {
  const stroke = ink(colourOf(line, index));
  return {
    label: line.label,
    stroke,
    width: line.points ? 0 : line.wanted ? 1 : 1.75,
    dash: line.wanted ? [3, 3] : DASHES[index % 6],
    spanGaps: chart.x.of === 'percentile',
    value: (_, value) => (value == null ? '–' : written(value, chart.unit)),
    points: line.points
      ? { show: true, size: 9, stroke, fill: line.points === 'full' ? stroke : ink('--page'), width: 2 }
      : { show: true, size: 4, filter: () => alone(line.values) },
  };
}

/**
 * @param {ChartLine} line
 * @param {number} index
 */
function colourOf(line, index) {
  if (line.wanted) return '--soft';
  if (line.points) return line.points === 'full' ? '--good' : '--bad';
  return `--line-${index % 6}`;
}

/**
 * Where nothing was measured just before and after, no line shows what was measured.
 * @param {(number | null)[]} values
 */
function alone(values) {
  const missing = (/** @type {number} */ index) => (values[index] ?? null) === null;
  return values.flatMap((_, index) => (!missing(index) && missing(index - 1) && missing(index + 1) ? [index] : []));
}

/**
 * @param {ChartLine | undefined} line
 * @param {number} index
 */
function border(line, index) {
  if (line?.wanted) return 'dashed';
  return line?.points ? 'solid' : (BORDERS[index % 6] ?? 'solid');
}
