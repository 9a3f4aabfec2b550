import { isDoc, Missing, type Value } from '../bson/types.ts';
import { fail, refuse } from '../errors.ts';
import { compare } from '../values/compare.ts';
import { encodeKey } from '../values/key.ts';
import { isNumeric } from '../values/numbers.ts';
import { Sum } from '../values/sum.ts';
import { isNullish } from './operands.ts';

/** Gathers the values of one group. */
export type Accumulator = { add(value: Value | Missing): void; result(): Value };

const accumulators: Record<string, () => Accumulator> = {
  $sum: () => sum(),
  $avg: () => average(),
  $min: () => extreme(-1),
  $max: () => extreme(1),
  $first: () => one(true),
  $last: () => one(false),
  $push: () => list(),
  $addToSet: () => set(),
};

export const accumulatorNames: string[] = [...Object.keys(accumulators), '$count'];

/** The accumulator a name stands for, and what it is to be given. `$count: {}` is a `$sum` of ones. */
export function accumulator(name: string, operand: Value): { start: () => Accumulator; operand: Value } {
  if (name === '$count') {
    if (!isDoc(operand) || operand.size > 0) fail(14, '$count takes no arguments, i.e. $count:{}');
    return { start: sum, operand: 1 };
  }
  if (!Object.hasOwn(accumulators, name)) refuse(`the accumulator ${name}`, 15952);
  return { start: accumulators[name] as () => Accumulator, operand };
}

function sum(): Accumulator {
  const sum = new Sum();
  return {
    add: (value) => {
      if (value !== Missing && isNumeric(value)) sum.add(value);
    },
    result: () => sum.total,
  };
}

function average(): Accumulator {
  const sum = new Sum();
  let count = 0;
  return {
    add: (value) => {
      if (value === Missing || !isNumeric(value)) return;
      sum.add(value);
      count++;
    },
    result: () => (count === 0 ? null : sum.average(count)),
  };
}

function extreme(sign: number): Accumulator {
  let best: Value | Missing = Missing;
  return {
    add: (value) => {
      if (value === Missing || isNullish(value)) return;
      if (best === Missing || compare(value, best) * sign > 0) best = value;
    },
    result: () => (best === Missing ? null : best),
  };
}

function one(first: boolean): Accumulator {
  let kept: Value | Missing | undefined;
  let seen = false;
  return {
    add: (value) => {
      if (!seen || !first) kept = value;
      seen = true;
    },
    result: () => (kept === Missing ? null : (kept ?? null)),
  };
}

function list(): Accumulator {
  const items: Value[] = [];
  return {
    add: (value) => {
      if (value !== Missing) items.push(value);
    },
    result: () => items,
  };
}

function set(): Accumulator {
  const items = new Map<string, Value>();
  return {
    add: (value) => {
      if (value === Missing) return;
      const key = encodeKey(value);
      if (!items.has(key)) items.set(key, value);
    },
    result: () => [...items.values()],
  };
}
