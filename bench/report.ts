import type { Spread } from './spread.ts';

/** A line: a figure with its unit and, unless it stands alone, its ratio to the baseline of the same rounds. */
export type Row = { what: string; figure: Spread; unit: string; ratio?: Spread };

/** What a benchmark found. `about` says what is counted; `notes` are single observations. */
export type Result = { about: string; rows: Row[]; notes: string[] };

export function print(name: string, { about, rows, notes }: Result): void {
  const cells = rows.map(({ what, figure, unit, ratio }) => [what, ratio ? told(ratio) : '', told(figure), unit]);
  const table = [['', 'ratio: median (min – max)', 'median (min – max)', ''], ...cells];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  console.log(`${name}: ${about}`);
  for (const row of table)
    console.log(
      `  ${row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd()}`,
    );
  for (const note of notes) console.log(`  · ${note}`);
}

/** Three significant digits, and whole above a thousand. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return Math.abs(value) >= 1_000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}

const told = ({ median, min, max }: Spread) => `${short(median)} (${short(min)} – ${short(max)})`;
