// How charts count: along time, percentiles or rates, and up in their unit.

/** @typedef {import('../chart.ts').Chart} Chart */

/** Steps of time that one can read. */
const STEPS = [1, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200];

/** @type {Record<Chart['x']['of'], string>} */
export const LABEL = { time: 'at', percentile: 'percentile', rate: 'posts a second' };

/** @type {Record<Chart['x']['of'], (value: number) => string>} */
export const AT = {
  time: (seconds) => `${Math.floor(Math.round(seconds) / 60)}:${String(Math.round(seconds) % 60).padStart(2, '0')}`,
  percentile: (rarity) => `${Number((100 - 100 / rarity).toFixed(4))} %`,
  rate: (value) => value.toLocaleString('en'),
};

/**
 * @param {Chart} chart
 * @returns {import('uplot').Axis[]}
 */
export function axes(chart) {
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
      ...(chart.x.of === 'percentile' && inPowers(() => [1])),
    },
    {
      ...look,
      size: 62,
      values: (_, splits) => splits.map((value) => (value === null ? '' : written(value, chart.unit))),
      ...(chart.log && inPowers((span) => (span > 1_000 ? [1] : [1, 2, 5]))),
    },
  ];
}

/**
 * Lines at powers of ten, and at what lies between them as told.
 * @param {(span: number) => number[]} between by how many times the most is the least.
 * @returns {Pick<import('uplot').Axis, 'splits' | 'filter'>}
 */
function inPowers(between) {
  return {
    splits: (_, __, least, most) => powers(least, most, between(most / least)),
    filter: (_, splits) => splits,
  };
}

/**
 * @param {number} least
 * @param {number} most
 * @param {number[]} between
 */
function powers(least, most, between) {
  const first = Math.floor(Math.log10(least));
  const decades = Array.from({ length: Math.ceil(Math.log10(most)) - first + 1 }, (_, index) => 10 ** (first + index));
  return decades
    .flatMap((decade) => between.map((each) => each * decade))
    .filter((value) => value >= least && value <= most);
}

/**
 * @param {number} value
 * @param {Chart['unit']} unit
 */
export function written(value, unit) {
  if (unit === 'ms' && value >= 1_000) return `${digits(value / 1_000)} s`;
  if (unit === 'count' || unit === 'cores') return digits(value);
  return `${digits(value)} ${unit}`;
}

/** @param {number} value */
function digits(value) {
  if (Math.abs(value) >= 100) return value.toLocaleString('en', { maximumFractionDigits: 0 });
  return value.toLocaleString('en', { maximumSignificantDigits: 3 });
}

/** A colour of the page, as it is now. @param {string} name */
export function ink(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
