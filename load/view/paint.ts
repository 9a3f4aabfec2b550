import { styleText } from 'node:util';

/** How a piece of text looks; what it says never rests on that alone. */
export type Style = 'plain' | 'title' | 'label' | 'good' | 'warning' | 'bad';

/** A line in pieces, each with its look. */
export type Line = [style: Style, text: string][];

const FORMATS = {
  title: ['bold'],
  label: ['dim'],
  good: ['green'],
  warning: ['yellow', 'bold'],
  bad: ['red', 'bold', 'inverse'],
} as const;

/** One line of no more than `width` characters; what does not fit is cut, and an ellipsis says so. */
export function setLine(line: Line, width: number, colours: boolean): string {
  const length = line.reduce((sum, [, text]) => sum + text.length, 0);
  let left = length > width ? width - 1 : width;
  const pieces = line.map(([style, text]) => {
    const kept = text.slice(0, left);
    left -= kept.length;
    return colours ? painted(style, kept) : kept;
  });
  return pieces.join('') + (length > width ? '…' : '');
}

const painted = (style: Style, text: string): string =>
  style === 'plain' || text === '' ? text : styleText([...FORMATS[style]], text, { validateStream: false });
