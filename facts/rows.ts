import { parse } from 'csv-parse/sync';
import { FactDelivery } from '../shared/partners/facts.ts';
import { UsageError } from './errors.ts';

/** A line of the file, counted from 1 with the heading: what it delivers, or what is wrong with it. */
export type Row = { line: number } & ({ delivery: FactDelivery } | { wrong: string });

/** The columns there may be, in any order, and what in a delivery each of them tells. */
const COLUMNS: Record<string, string> = {
  username: 'username',
  version: 'version',
  status: 'facts.status',
  jss: 'facts.jss',
  completeness: 'facts.completeness',
  visibility: 'facts.visibility',
  english: 'facts.english',
  from_elance: 'facts.fromElance',
  joined_at: 'facts.joined.at',
  invited_by: 'facts.joined.invitedBy',
};

/**
 * Each line by itself: one that is broken, be it by a quote that is not closed, takes no other with it. So no cell may have a line break.
 * @throws UsageError where the heading is wrong.
 */
export async function* rowsOf(lines: AsyncIterable<string>): AsyncGenerator<Row> {
  let columns: string[] | null = null;
  let line = 0;
  for await (const text of lines) {
    line += 1;
    if (text.trim() === '') continue;
    if (columns) yield { line, ...rowOf(text, columns) };
    else columns = headingOf(text);
  }
  if (!columns) throw new UsageError('The file is empty: its first line names the columns.');
}

function headingOf(text: string): string[] {
  const columns = cellsOf(text.replace(/^\ufeff/, ''));
  const unknown = columns.filter((column) => !Object.hasOwn(COLUMNS, column));
  if (unknown.length > 0)
    throw new UsageError(`There is no column ${unknown[0]}: there are ${names(Object.keys(COLUMNS))}.`);
  if (new Set(columns).size < columns.length) throw new UsageError('A column is named twice.');
  // Who joined by nobody's invitation has an empty cell there; without the column it would say so of everyone.
  const needed = ['username', 'version', ...(columns.includes('joined_at') ? ['invited_by'] : [])];
  const missing = needed.filter((column) => !columns.includes(column));
  if (missing.length > 0) throw new UsageError(`The column ${missing[0]} is missing.`);
  return columns;
}

const names = (columns: string[]) => columns.join(', ');

function rowOf(text: string, columns: string[]): { delivery: FactDelivery } | { wrong: string } {
  let cells: string[];
  try {
    cells = cellsOf(text);
  } catch {
    return { wrong: 'a quote is out of place' };
  }
  if (cells.length !== columns.length) return { wrong: `${columns.length} cells are expected, not ${cells.length}` };
  const told = new Map(columns.map((column, index) => [column, cells[index]!]));
  const parsed = FactDelivery.safeParse(deliveryOf(told));
  if (parsed.success) return { delivery: parsed.data };
  const wrong = parsed.error.issues.map(({ path, message }) => wordsOf(path.join('.'), message, told));
  return { wrong: wrong.join('; ') };
}

function cellsOf(text: string): string[] {
  const [cells] = parse(text, { trim: true, relax_column_count: true }) as string[][];
  return cells ?? [];
}

/** What is empty is not told. */
function deliveryOf(told: Map<string, string>): unknown {
  const cell = (column: string) => told.get(column) || undefined;
  const at = cell('joined_at');
  const invitedBy = cell('invited_by');
  const facts = {
    status: cell('status'),
    jss: cell('jss') === 'none' ? null : numberOf(cell('jss')),
    completeness: numberOf(cell('completeness')),
    visibility: cell('visibility'),
    english: cell('english'),
    fromElance: cell('from_elance') === undefined ? undefined : (BOOLEANS[cell('from_elance')!] ?? cell('from_elance')),
    joined: at || invitedBy ? { at, invitedBy: invitedBy ?? null } : undefined,
  };
  const present = Object.entries(facts).filter(([, value]) => value !== undefined);
  return { username: cell('username'), version: numberOf(cell('version')), facts: Object.fromEntries(present) };
}

const BOOLEANS: Record<string, boolean> = { true: true, false: false };

/** What is no number stays as it is, and is refused for that. */
const numberOf = (cell: string | undefined) => (cell && /^\d+$/.test(cell) ? Number(cell) : cell);

function wordsOf(path: string, message: string, told: Map<string, string>): string {
  const [column] = Object.entries(COLUMNS).find(([, place]) => place === path) ?? [];
  if (!column) return 'no fact is told';
  return `${column}: ${message}${told.get(column) ? ` (it says ${told.get(column)})` : ''}`;
}
