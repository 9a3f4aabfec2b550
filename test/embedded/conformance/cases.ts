import { EJSON } from 'bson';

/** An expectation that something is refused, with this error number. */
export class Refused {
  readonly code: number;
  constructor(code: number) {
    this.code = code;
  }
}

export const refused = (code: number): Refused => new Refused(code);

/** That the field isn't there at all. */
export const missing = Symbol('missing');

/** An expression on `subject`, and what it gives: a value, `missing`, or a refusal. */
export type Case = [expression: unknown, expected: unknown];

/** What tells values apart that JavaScript doesn't, such as 5, 5.0 and NumberLong(5). Give it values not promoted. */
export function canonical(value: unknown): string {
  return value === missing || value === undefined ? 'missing' : EJSON.stringify(value, { relaxed: false });
}

/** The document that expressions are computed on. */
export const subject = {
  _id: 1,
  n: 7,
  s: 'héllo',
  nothing: null,
  list: [3, 1, 2],
  docs: [{ a: 1, b: 'x' }, { a: 2 }, { b: 'y' }],
  doc: { a: 1, b: { c: 2 } },
  at: new Date('2024-02-29T13:14:15.678Z'),
  yes: true,
};
