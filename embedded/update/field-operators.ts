import { Timestamp } from 'bson';
import { isDoc, Missing, typeName, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import { compare } from '../values/compare.ts';
import { arithmetic, isNumeric, type Numeric } from '../values/numbers.ts';
import { shellText } from '../values/shell-text.ts';

/** Computes a field's new value from its old one; `Missing` as the result leaves the field alone. */
export type Change = (old: Value | Missing, path: string) => Value | Missing;

/** The operators that make one value of another. */
export const fieldOperators: Record<string, (operand: Value, path: string) => Change> = {
  $set: (operand) => () => operand,
  $inc: (operand, path) => numeric('$inc', 'increment', 'add', operand, path),
  $mul: (operand, path) => numeric('$mul', 'multiply', 'multiply', operand, path),
  $min: (operand) => (old) => (old === Missing || compare(operand, old) < 0 ? operand : Missing),
  $max: (operand) => (old) => (old === Missing || compare(operand, old) > 0 ? operand : Missing),
  $bit: (operand, path) => bits(operand, path),
  $currentDate: (operand, path) => {
    const make = clock(operand, path);
    return () => make();
  },
};

function numeric(name: string, verb: string, operation: 'add' | 'multiply', operand: Value, path: string): Change {
  if (!isNumeric(operand)) fail(14, `Cannot ${verb} with non-numeric argument: {${path}: ${shellText(operand)}}`);
  return (old) => {
    if (old === Missing) return operation === 'add' ? operand : zeroLike(operand);
    if (!isNumeric(old))
      fail(
        14,
        `Cannot apply ${name} to a value of non-numeric type. The field '${path.split('.').at(-1)}' is of type ${typeName(old)}`,
      );
    const result = arithmetic(operation, old, operand);
    if (result === undefined)
      fail(2, `Failed to apply ${name} operations to current value (${shellText(old)}): overflow`);
    return result;
  };
}

function zeroLike(operand: Numeric): Numeric {
  return arithmetic('multiply', operand, 0) as Numeric;
}

export const bitwise: Record<string, (a: bigint, b: bigint) => bigint> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
};

/** `{and: 5, or: 8}`, one after the other; a missing field counts as zero. */
function bits(operand: Value, path: string): Change {
  if (!isDoc(operand))
    fail(2, `The $bit modifier is not compatible with a ${typeName(operand)}. You must pass in an embedded document`);
  if (operand.size === 0) fail(2, "You must pass in at least one bitwise operation, such as {and: 5} for '$bit'");
  const steps = [...operand].map(([name, mask]) => {
    if (!Object.hasOwn(bitwise, name))
      fail(2, `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator`);
    if (!isInteger(mask))
      fail(2, `The $bit modifier field must be an Integer(32/64 bit); a '${typeName(mask)}' is not`);
    return { compute: bitwise[name] as (a: bigint, b: bigint) => bigint, mask };
  });
  return (old) => steps.reduce<number | bigint>((value, step) => masked(value, step), wholeOf(old, path));
}

function isInteger(value: Value | Missing): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

function wholeOf(old: Value | Missing, path: string): number | bigint {
  if (old === Missing) return 0;
  const field = path.split('.').at(-1);
  return isInteger(old)
    ? old
    : fail(2, `Cannot apply $bit to a value of non-integral type; the field '${field}' has type ${typeName(old)}`);
}

type Mask = { compute: (a: bigint, b: bigint) => bigint; mask: number | bigint };

/** Two's complement takes the sign along, so an int32 stays one unless it meets an int64. */
function masked(value: number | bigint, { compute, mask }: Mask): number | bigint {
  const result = compute(BigInt(value), BigInt(mask));
  return typeof value === 'number' && typeof mask === 'number' ? Number(result) : result;
}

let ticks = 0;

function clock(operand: Value, path: string): () => Value {
  const type = isDoc(operand) ? operand.get('$type') : operand;
  if (typeof operand === 'boolean' || (isDoc(operand) && type === 'date')) return () => new Date();
  if (isDoc(operand) && type === 'timestamp')
    return () => new Timestamp({ t: Math.floor(Date.now() / 1000), i: ++ticks });
  return fail(2, `${path} is not valid for $currentDate: expected true, {$type: 'date'} or {$type: 'timestamp'}`);
}
