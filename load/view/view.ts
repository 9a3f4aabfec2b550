import { lineView } from './lines.ts';
import { liveView } from './live.ts';
import type { View, ViewPlan } from './plan.ts';

export type ViewOptions = {
  plan: ViewPlan;
  out: NodeJS.WriteStream;
  /** Seconds between two lines where there is no terminal; 5 unless told. */
  every?: number;
};

export function startView({ plan, out, every = 5 }: ViewOptions): View {
  const view = canRedraw(out) ? liveView(plan, out) : lineView(plan, out, every);
  let stopped = false;
  return {
    // What comes late must not be drawn into what is printed after the view.
    sample: (sample) => stopped || view.sample(sample),
    say: (text) => stopped || view.say(text),
    stop() {
      if (!stopped) view.stop();
      stopped = true;
    },
  };
}

// Some terminals do not know their size, or cannot move their cursor.
const canRedraw = ({ isTTY, columns, rows }: NodeJS.WriteStream): boolean =>
  isTTY && columns > 0 && rows > 0 && process.env.TERM !== 'dumb';
