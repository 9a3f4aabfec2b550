// Runs in the reader's browser: draws what the page carries with it, all that is over time on one axis.

/** @typedef {import('../charts.ts').Chart} Chart */
/** @typedef {import('../charts.ts').ChartLine} ChartLine */
/** @typedef {import('../summary.ts').PhaseSummary} Phase */
/** @typedef {import('uplot')} Plot */

/** @type {{ charts: Chart[], phases: Phase[] }} */
const shown = JSON.parse(document.getElementById('shown')?.textContent ?? '');
const Library = /** @type {{ uPlot: typeof import('uplot') }} */ (/** @type {unknown} */ (globalThis)).uPlot;

const DASHES = [[], [7, 4], [2, 3], [11, 3, 2, 3], [1, 5], [14, 6]];
const BORDERS = ['solid', 'dashed', 'dotted', 'dashed', 'dotted', 'dashed'];
/** How wide a chart is on paper. */
const PAPER = 660;
const LABELS = 18;

/** Steps of time that one can read. */
const STEPS = [1, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200];

/** @type {Record<Chart['x']['of'], string>} */
const LABEL = { time: 'at', percentile: 'percentile', rate: 'posts a second' };

/** @type {Record<Chart['x']['of'], (value: number) => string>} */
const AT = {
  time: (seconds) => `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, '0')}`,
  percentile: (rarity) => `${Number((100 - 100 / rarity).toFixed(4))} %`,
  rate: (value) => value.toLocaleString('en'),
};

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
    padding: [overTime ? LABELS : 10, 12, 0, 0],
    cursor: { ...(overTime && { sync: { key: 'run' } }), drag: { x: overTime, y: false } },
    scales: {
      x: { time: false, distr: chart.x.of === 'percentile' ? 3 : 1 },
      y: chart.log ? { distr: 3 } : { range: (_, __, most) => [0, most > 0 ? most * 1.08 : 1] },
    },
    series: [
      { label: LABEL[chart.x.of], value: (_, value) => (value == null ? '–' : AT[chart.x.of](value)) },
      ...chart.lines.map((line, index) => series(chart, line, index)),
    ],
    axes: axes(chart),
    legend: {
      markers: { width: 2, dash: (_, index) => border(chart.lines[index - 1], index - 1), fill: () => 'transparent' },
    },
    hooks: overTime ? { drawClear: [bands], draw: [names] } : {},
  };
}

/**
 * @param {Chart} chart
 * @param {ChartLine} line
 * @param {number} index
 * @returns {import('uplot').Series}
 */
function series(chart, line, index) {
  const stroke = line.wanted ? ink('--soft') : ink(`--line-${index % 6}`);
  return {
    label: line.label,
    stroke,
    width: line.points ? 0 : line.wanted ? 1 : 1.75,
    dash: line.wanted ? [3, 3] : DASHES[index % 6],
    spanGaps: chart.x.of === 'percentile',
    value: (_, value) => (value == null ? '–' : written(value, chart.unit)),
    points: line.points
      ? { show: true, size: 9, stroke, fill: line.points === 'full' ? stroke : ink('--page'), width: 2 }
      : { show: alone(line.values), size: 4 },
  };
}

/** A line needs two points beside each other. @param {(number | null)[]} values */
function alone(values) {
  return values.filter((value) => value !== null).length < 3;
}

/**
 * @param {ChartLine | undefined} line
 * @param {number} index
 */
function border(line, index) {
  if (line?.wanted) return 'dashed';
  return line?.points ? 'solid' : (BORDERS[index % 6] ?? 'solid');
}

/**
 * @param {Chart} chart
 * @returns {import('uplot').Axis[]}
 */
function axes(chart) {
  const look = {
    stroke: ink('--soft'),
    font: '12px system-ui, sans-serif',
    grid: { stroke: ink('--rule'), width: 1 },
    ticks: { stroke: ink('--rule'), width: 1, size: 4 },
  };
  return [
    {
      ...look,
      size: 30,
      values: (_, splits) => splits.map((at) => (at === null ? '' : AT[chart.x.of](at))),
      ...(chart.x.of === 'time' && { incrs: STEPS }),
    },
    {
      ...look,
      size: 62,
      values: (_, splits) => splits.map((value) => (value === null ? '' : written(value, chart.unit))),
    },
  ];
}

/**
 * @param {number} value
 * @param {Chart['unit']} unit
 */
function written(value, unit) {
  if (unit === 'ms' && value >= 1_000) return `${digits(value / 1_000)} s`;
  if (unit === 'count' || unit === 'cores') return digits(value);
  return `${digits(value)} ${unit}`;
}

/** @param {number} value */
function digits(value) {
  if (Math.abs(value) >= 100) return value.toLocaleString('en', { maximumFractionDigits: 0 });
  return value.toLocaleString('en', { maximumSignificantDigits: 3 });
}

/** Every other phase is shaded. @param {Plot} plot */
function bands(plot) {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.fillStyle = ink('--band');
  for (const [index, { left, right }] of spans(plot).entries()) {
    if (index % 2 === 0) ctx.fillRect(left, bbox.top, right - left, bbox.height);
  }
  ctx.restore();
}

/** What phases are called, above them; left out where it does not fit. @param {Plot} plot */
function names(plot) {
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio;
  ctx.save();
  ctx.font = `${11 * scale}px system-ui, sans-serif`;
  ctx.fillStyle = ink('--soft');
  ctx.textBaseline = 'bottom';
  ctx.textAlign = 'left';
  for (const { name, left, right } of spans(plot)) {
    if (ctx.measureText(name).width + 4 * scale < right - left)
      ctx.fillText(name, left + 2 * scale, bbox.top - 3 * scale);
  }
  ctx.restore();
}

/** Where phases are within what is shown, in the canvas's pixels. @param {Plot} plot */
function spans(plot) {
  const { left: from, width } = plot.bbox;
  const within = (/** @type {number} */ at) => Math.min(from + width, Math.max(from, plot.valToPos(at, 'x', true)));
  return shown.phases
    .map((phase) => ({ name: phase.name, left: within(phase.from), right: within(phase.to) }))
    .filter(({ left, right }) => right > left);
}

/** @param {string} name */
function ink(name) {
  return getComputedStyle(root).getPropertyValue(name).trim();
}
