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
  return arithmetic('subtract', operand, operand) as Numeric;
}

let ticks = 0;

function clock(operand: Value, path: string): () => Value {
  const type = isDoc(operand) ? operand.get('$type') : operand;
  if (typeof operand === 'boolean' || (isDoc(operand) && type === 'date')) return () => new Date();
  if (isDoc(operand) && type === 'timestamp')
    return () => new Timestamp({ t: Math.floor(Date.now() / 1000), i: ++ticks });
  return fail(2, `${path} is not valid for $currentDate: expected true, {$type: 'date'} or {$type: 'timestamp'}`);
}
