import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { type Supported, supported } from './supported.ts';

// What the store's README says it supports is what the code's tables know, no more and no less.

const readme = readFileSync('embedded/README.md', 'utf8');

/** The rows of the table under a heading, as cells. */
function rowsUnder(heading: string): string[][] {
  const section = readme.split(`### ${heading}\n`)[1]?.split('\n#')[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(1).map((row) => row.split('|').slice(1, -1));
}

const names = (cell: string | undefined): string[] =>
  [...(cell ?? '').matchAll(/`([^`]+)`/g)].map((found) => found[1]!);

test('each command, with each of its options', () => {
  const written = rowsUnder('Commands').flatMap(([cell, options]) =>
    names(cell).map((name) => [name, names(options).sort()] as const),
  );
  const known = Object.entries(supported.commands).map(([name, options]) => [name, [...options].sort()] as const);
  expect(Object.fromEntries(written)).toEqual(Object.fromEntries(known));
  expect(written).toHaveLength(known.length);
});

describe('the language', () => {
  const rows = rowsUnder('Language').map(
    ([what, list]) => [what!.trim().split(':')[0]!.toLowerCase(), names(list)] as const,
  );
  const written = (what: string): string[] => rows.flatMap(([one, list]) => (one === what ? list : []));
  const lists = Object.keys(supported).filter((one) => one !== 'commands') as Exclude<Supported, 'commands'>[];

  test.each(lists)('%s', (what) => {
    const known = what === 'types' ? supported.types.filter((one) => one !== 'dbPointer') : supported[what];
    expect(written(what).sort()).toEqual([...known].sort());
  });

  test('has no row that no table stands behind', () => {
    // Projections are forms rather than names: `published.test.ts` tries each.
    expect(rows.map(([what]) => what).filter((what) => !lists.includes(what as never))).toEqual(['projections']);
  });
});
