import { Decimal128, type Double } from 'bson';

/** coefficient × 10^exponent; or, when `special` is there, one of NaN, Infinity, -Infinity. */
export type DecimalParts = { coefficient: bigint; exponent: number; special?: number };

const DIGITS = 34;

/** The parts of any number. A double is taken at its 15 significant digits, as MongoDB does when it joins a decimal. */
export function parts(value: number | bigint | Double | Decimal128): DecimalParts {
  if (typeof value === 'bigint') return { coefficient: value, exponent: 0 };
  if (value instanceof Decimal128) return parse(value.toString());
  if (typeof value === 'number') return { coefficient: BigInt(value), exponent: 0 };
  const number = value.value;
  if (number === 0) return { coefficient: 0n, exponent: 0 };
  return parse(Number.isFinite(number) ? number.toExponential(14) : String(number));
}

/** The parts of a double at its exact value, as sums take it. */
export function exactParts(value: number): DecimalParts {
  const exact = fraction(value);
  if (typeof exact === 'number') return { coefficient: 0n, exponent: 0, special: exact };
  const shift = exact.bottom.toString(2).length - 1;
  return { coefficient: exact.top * 5n ** BigInt(shift), exponent: -shift };
}

const LEAST_EXPONENT = -6176;
const GREATEST_EXPONENT = 6111;

/** Rounds to the 34 digits a Decimal128 has, half to even; what is too large for it is infinite. */
export function decimalOf(value: DecimalParts): Decimal128 {
  if (value.special !== undefined) return Decimal128.fromString(String(value.special));
  let { coefficient, exponent } = value;
  for (;;) {
    const excess = Math.max(digits(coefficient) - DIGITS, LEAST_EXPONENT - exponent);
    if (excess <= 0) break;
    coefficient = divideHalfEven(coefficient, 10n ** BigInt(excess));
    exponent += excess;
  }
  if (coefficient === 0n) exponent = Math.min(exponent, GREATEST_EXPONENT);
  if (digits(coefficient) + exponent > DIGITS + GREATEST_EXPONENT)
    return Decimal128.fromString(coefficient < 0n ? '-Infinity' : 'Infinity');
  return Decimal128.fromString(`${coefficient}E${exponent}`);
}

/** a ÷ b to 34 digits. */
export function divideDecimal(a: DecimalParts, b: DecimalParts): DecimalParts {
  if (a.special !== undefined || b.special !== undefined)
    return { ...a, special: (a.special ?? Number(a.coefficient)) / (b.special ?? Number(b.coefficient)) };
  const shift = Math.max(0, DIGITS + 2 + digits(b.coefficient) - digits(a.coefficient));
  const scaled = a.coefficient * 10n ** BigInt(shift);
  let quotient = scaled / b.coefficient;
  let exponent = a.exponent - b.exponent - shift;
  // A sticky last digit keeps what was cut off from looking like an exact half; exact quotients lose their zeros.
  if (scaled % b.coefficient !== 0n)
    return { coefficient: quotient * 10n + (quotient < 0n ? -1n : 1n), exponent: exponent - 1 };
  while (quotient !== 0n && quotient % 10n === 0n && exponent < 0) {
    quotient /= 10n;
    exponent++;
  }
  return { coefficient: quotient, exponent };
}

/** Exact comparison where at least one side is a Decimal128. Doubles count at their exact binary value. */
export function compareDecimal(a: number | bigint | Decimal128, b: number | bigint | Decimal128): number {
  const x = fraction(a);
  const y = fraction(b);
  if (typeof x === 'number' || typeof y === 'number') return compareSpecial(x, y);
  const left = x.top * y.bottom;
  const right = y.top * x.bottom;
  return left < right ? -1 : Number(left > right);
}

export type Fraction = { top: bigint; bottom: bigint };

/** The exact value as a fraction, or the special double (NaN, ±Infinity). */
export function fraction(value: number | bigint | Decimal128): Fraction | number {
  if (typeof value === 'bigint') return { top: value, bottom: 1n };
  if (typeof value === 'number') return Number.isFinite(value) ? binaryFraction(value) : value;
  const { coefficient, exponent, special } = parse(value.toString());
  if (special !== undefined) return special;
  const power = 10n ** BigInt(Math.abs(exponent));
  return exponent < 0 ? { top: coefficient, bottom: power } : { top: coefficient * power, bottom: 1n };
}

function binaryFraction(value: number): Fraction {
  let top = value;
  let shift = 0;
  while (!Number.isInteger(top)) {
    top *= 2;
    shift++;
  }
  return { top: BigInt(top), bottom: 2n ** BigInt(shift) };
}

function compareSpecial(x: Fraction | number, y: Fraction | number): number {
  const a = rank(x);
  const b = rank(y);
  return a < b ? -1 : Number(a > b);
}

function rank(value: Fraction | number): number {
  if (typeof value !== 'number') return 0;
  return Number.isNaN(value) ? -2 : Math.sign(value);
}

function parse(text: string): DecimalParts {
  if (/^[+-]?(NaN|Inf)/.test(text)) return { coefficient: 0n, exponent: 0, special: Number(text) };
  const [mantissa, power = '0'] = text.toUpperCase().split('E') as [string, string?];
  const [whole, decimals = ''] = mantissa.split('.') as [string, string?];
  return { coefficient: BigInt(whole + decimals), exponent: Number(power) - decimals.length };
}

function digits(value: bigint): number {
  return String(value < 0n ? -value : value).length;
}

export function divideHalfEven(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  const twice = (value % by) * 2n;
  const distance = (twice < 0n ? -twice : twice) - by;
  const up = distance > 0n || (distance === 0n && quotient % 2n !== 0n);
  return up ? quotient + (value < 0n ? -1n : 1n) : quotient;
}
