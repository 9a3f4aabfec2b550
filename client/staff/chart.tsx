import { strings } from '../strings.ts';
import classes from './overview.module.css';

type ChartProps = {
  name: string;
  /** The oldest first. */
  values: number[];
  write: (value: number) => string;
  /** Over how many seconds. */
  span: number;
};

const WIDTH = 120;
const HEIGHT = 36;

/** A small line of how something went, with what it is now and the most it was. */
export function Chart({ name, values, write, span }: ChartProps) {
  const now = values.at(-1) ?? 0;
  const most = Math.max(0, ...values);
  const points = pointsOf(values, most);
  return (
    <figure className={classes.chart}>
      <figcaption className={classes.caption}>
        <span>{name}</span>
        <b>{write(now)}</b>
      </figcaption>
      <svg
        role="img"
        aria-label={strings.staff.chart(name, write(now), write(most), Math.round(span / 60))}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className={classes.line}
      >
        {points.length > 1 && (
          <>
            <polygon points={`0,${HEIGHT} ${points.join(' ')} ${WIDTH},${HEIGHT}`} className={classes.area} />
            <polyline points={points.join(' ')} className={classes.stroke} vectorEffect="non-scaling-stroke" />
          </>
        )}
      </svg>
      <span className={classes.dim} aria-hidden="true">
        {strings.staff.most(write(most))}
      </span>
    </figure>
  );
}

/** Places in the picture, from left to right; the least there can be is 0. */
function pointsOf(values: number[], most: number): string[] {
  const step = WIDTH / Math.max(1, values.length - 1);
  const scale = (HEIGHT - 4) / (most || 1);
  return values.map((value, at) => `${(at * step).toFixed(1)},${(HEIGHT - 2 - value * scale).toFixed(1)}`);
}
