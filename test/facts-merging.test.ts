import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { merge, type VersionedFacts } from '../server/partners/facts-merging.ts';
import { FACT_NAMES, type FactName, type KnownFacts } from '../shared/partners/facts.ts';

// Deliveries of one freelancer's facts come in any order, twice, and in pieces: what is known in the end is the same.

const RUNS = Number(process.env.FACT_RUNS ?? 300);

type Piece = { version: number; facts: KnownFacts };

const VALUES: { [Name in FactName]: fc.Arbitrary<unknown> } = {
  status: fc.constantFrom('active', 'suspended'),
  jss: fc.option(fc.integer({ min: 78, max: 82 })),
  completeness: fc.integer({ min: 98, max: 100 }),
  visibility: fc.constantFrom('public', 'private'),
  english: fc.constantFrom('basic', 'fluent'),
  fromElance: fc.boolean(),
  joined: fc.record(
    {
      at: fc.constant('2024-01-01T00:00:00.000Z'),
      invitedBy: fc.option(fc.constantFrom('one', 'two')),
    },
    { noNullPrototype: true },
  ),
};

const anyFacts = fc
  .record(VALUES, { requiredKeys: [], noNullPrototype: true })
  .filter((facts) => Object.keys(facts).length > 0);
/** What the marketplace has said of someone, from its first version on. */
const history = fc.array(anyFacts as fc.Arbitrary<KnownFacts>, { minLength: 1, maxLength: 6 });

/** All of it in pieces, some of them twice, in any order. */
const deliveries = history.chain((told) => {
  const pieces = told.flatMap((facts, index) => piecesOf(index + 1, facts));
  const whole = told.map((facts, index): Piece => ({ version: index + 1, facts }));
  const all = [...pieces, ...whole.filter((_one, index) => index % 2 === 0)];
  return fc.record({
    told: fc.constant(told),
    way: fc
      .array(fc.constantFrom(...all), { maxLength: 10 })
      .chain((twice) =>
        fc.shuffledSubarray([...all, ...twice.map((piece) => ({ ...piece }))], FULL(all.length + twice.length)),
      ),
  });
});

const FULL = (length: number) => ({ minLength: length, maxLength: length });

const piecesOf = (version: number, facts: KnownFacts): Piece[] =>
  Object.entries(facts).map(([name, value]) => ({ version, facts: { [name]: value } }));

const NOTHING: VersionedFacts = { facts: {}, everScored: false };

/** By the plain rule: of each fact the last that was said. */
function expected(told: KnownFacts[]): VersionedFacts {
  const facts: VersionedFacts['facts'] = {};
  for (const [index, said] of told.entries()) {
    for (const [name, value] of Object.entries(said)) Object.assign(facts, { [name]: { value, version: index + 1 } });
  }
  return { facts, everScored: told.some(({ jss }) => jss != null) };
}

test('in whatever order, how often and in what pieces they come, the last of each fact is known', () => {
  fc.assert(
    fc.property(deliveries, ({ told, way }) => {
      let known = NOTHING;
      for (const piece of way) {
        const { facts, everScored } = merge(known, piece)!;
        known = { facts, everScored };
      }
      expect(known).toEqual(expected(told));
      expect(way.filter((piece) => merge(known, piece)!.isNew)).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

test('no fact ever goes back to an older version, and it is said of each whether it is another, older, or known', () => {
  fc.assert(
    fc.property(deliveries, ({ way }) => {
      let known = NOTHING;
      for (const piece of way) {
        const { facts, everScored, changed, older } = merge(known, piece)!;
        const step = { before: known.facts, after: facts, piece };
        expect({ ...step, changed, older, back: [] }).toEqual({ ...step, ...said(step) });
        known = { facts, everScored };
      }
    }),
    { numRuns: RUNS },
  );
});

type Step = { before: VersionedFacts['facts']; after: VersionedFacts['facts']; piece: Piece };

/** What has become another, what was older, and what went back, by looking at each fact before and after. */
function said({ before, after, piece }: Step): Record<'changed' | 'older' | 'back', FactName[]> {
  const told = Object.keys(piece.facts) as FactName[];
  const valueIn = (facts: Step['before'], name: FactName) => JSON.stringify(facts[name]?.value);
  const versionIn = (facts: Step['before'], name: FactName) => facts[name]?.version ?? 0;
  return {
    changed: told.filter((name) => valueIn(before, name) !== valueIn(after, name)),
    older: told.filter((name) => versionIn(before, name) > piece.version),
    back: FACT_NAMES.filter((name) => versionIn(after, name) < versionIn(before, name)),
  };
}

test('the same version with another value is believed in nothing', () => {
  const { facts, everScored } = merge(NOTHING, { version: 2, facts: { jss: 80, english: 'fluent' } })!;
  const known = { facts, everScored };
  expect(merge(known, { version: 2, facts: { jss: 81 } })).toBeNull();
  expect(merge(known, { version: 2, facts: { visibility: 'public', english: 'native' } })).toBeNull();
  expect(merge(known, { version: 2, facts: { visibility: 'public', english: 'fluent' } })).not.toBeNull();
  // Of a version there is a newer one of, nothing is kept to compare with.
  expect(merge(known, { version: 1, facts: { jss: 81 } })).toMatchObject({ older: ['jss'], isNew: false });
});

test('that there was a score once is not forgotten, whenever it is told', () => {
  const gone = { version: 5, facts: { jss: null } };
  const once = { version: 3, facts: { jss: 90 } };
  const after = (...pieces: Piece[]) => pieces.reduce<VersionedFacts>((known, piece) => merge(known, piece)!, NOTHING);
  for (const known of [after(once, gone), after(gone, once)]) {
    expect([known.facts.jss, known.everScored]).toEqual([{ value: null, version: 5 }, true]);
  }
  expect(merge(after(gone), once)).toMatchObject({ changed: [], isNew: true, isOtherwise: true });
});
