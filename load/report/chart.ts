/** What a figure is counted in, and so how it is written on an axis. */
export type Unit = 'count' | 'ms' | 'cores' | 'MB';

/** Null where nothing was measured: the line is broken there. */
export type ChartLine = {
  label: string;
  values: (number | null)[];
  /** What was wanted, or a bound: not measured, and so drawn as such. */
  wanted?: true;
  /** Points alone, without a line between. */
  points?: 'full' | 'hollow';
};

export type Chart = {
  title: string;
  /** How to read it. */
  note?: string;
  /** Seconds of the run; percentiles, as 1 / (1 - share); or posts a second. */
  x: { of: 'time' | 'percentile' | 'rate'; values: number[] };
  unit: Unit;
  /** The axis counts in powers of ten. */
  log?: true;
  lines: ChartLine[];
};
