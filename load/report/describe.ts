import type { Chart, ChartLine, Unit } from './chart.ts';
import { count, rate, span } from './figures.ts';

/** A chart in a sentence, for who cannot see it: how low and how high each line goes. */
export const describe = ({ title, unit, lines }: Chart): string =>
  `${title}: ${lines.map((line) => described(line, unit)).join('; ')}.`;

function described({ label, values }: ChartLine, unit: Unit): string {
  const [least, most] = values.reduce<[number, number]>(
    ([low, high], value) => (value === null ? [low, high] : [Math.min(low, value), Math.max(high, value)]),
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  if (least > most) return `${label} nothing`;
  return `${label} ${WRITTEN[unit](least)} to ${WRITTEN[unit](most)}`;
}

const WRITTEN: Record<Unit, (value: number) => string> = {
  count,
  ms: span,
  cores: (value) => `${rate(value)} cores`,
  MB: (value) => `${count(value)} MB`,
};
