import type { TesterSample } from '../measured.ts';
import { percent, span } from '../report/figures.ts';

const BUSY = 0.85;
const LATE_MS = 50;

/** What of the tester itself was too slow in a second to believe what it measured; null where nothing was. */
export function strainOf({ cpu, loopDelayMs, lateMs }: TesterSample): string | null {
  if (cpu >= BUSY) return `its busiest worker uses ${percent(cpu)} of a core`;
  if (loopDelayMs >= LATE_MS) return `its event loop is ${span(loopDelayMs)} late`;
  if (lateMs >= LATE_MS) return `posts leave ${span(lateMs)} after they are due`;
  return null;
}
