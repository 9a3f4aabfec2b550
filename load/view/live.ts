import type { WriteStream } from 'node:tty';
import { createLogUpdate } from 'log-update';
import type { Sample } from '../measured.ts';
import { plain } from '../report/figures.ts';
import { frame } from './frame.ts';
import { setLine } from './paint.ts';
import { Picture } from './picture.ts';
import type { View, ViewPlan } from './plan.ts';

const WIDEST = 100;

/** A block at the terminal's end that is drawn anew each second; notes move up above it. */
export function liveView(plan: ViewPlan, out: NodeJS.WriteStream): View {
  const picture = new Picture(plan);
  const block = createLogUpdate(out);
  let drawn: string[] = [];
  const draw = (): void => {
    const width = Math.min(WIDEST, out.columns - 1);
    const lines = frame(picture, width, out.rows - 1).map((line) => setLine(line, width, hasColours(out)));
    // log-update rewrites what changed between equal lines, but leaves those below where they were.
    if (lines.length !== drawn.length) block.clear();
    block(lines.join('\n'));
    drawn = lines;
  };
  const resized = (): void => {
    out.write(erase(drawn, out.columns));
    block.done();
    draw();
  };
  out.on('resize', resized);
  draw();
  return {
    sample(sample: Sample) {
      picture.add(sample);
      draw();
    },
    say(text) {
      block.persist(plain(text));
      draw();
    },
    stop() {
      out.off('resize', resized);
      block.done();
      out.write('\n');
    },
  };
}

// Heeds NO_COLOR, FORCE_COLOR and TERM=dumb.
const hasColours = (out: NodeJS.WriteStream): boolean => (out as WriteStream).hasColors?.() ?? false;

/** A terminal that got narrower has broken the lines it showed, and so they take more rows than were written. */
function erase(lines: string[], columns: number): string {
  const rows = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(lengthOf(line) / columns)), 0);
  return `\u001b[${rows}A\r\u001b[J`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters.
const lengthOf = (line: string): number => line.replace(/\u001b\[[\d;]*m/g, '').length;
