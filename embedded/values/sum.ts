import { type Decimal128, Double } from 'bson';
import { decimalOf, divideDecimal, exactParts, parts } from './decimal.ts';
import { arithmetic, fitsLong, type Numeric, narrow } from './numbers.ts';

/**
 * A sum over numbers of any kind, in no order's debt: whole numbers exactly, doubles with what their rounding lost kept
 * aside (as MongoDB's `$sum` and `$avg` do), decimals as decimals.
 */
export class Sum {
  private whole = 0n;
  private isLong = false;
  private readonly doubles = new DoubleSum();
  private hasDoubles = false;
  private decimals: Decimal128 | undefined;

  add(value: Numeric): void {
    if (typeof value === 'number') this.whole += BigInt(value);
    else if (typeof value === 'bigint') {
      this.whole += value;
      this.isLong = true;
    } else if (value instanceof Double) {
      this.doubles.add(value.value);
      this.hasDoubles = true;
    } else this.decimals = this.decimals ? (arithmetic('add', this.decimals, value) as Decimal128) : value;
  }

  get total(): Numeric {
    if (this.decimals) return arithmetic('add', this.decimals, this.rest()) as Decimal128;
    if (this.hasDoubles || !fitsLong(this.whole)) return new Double(this.double());
    return this.isLong ? this.whole : narrow(this.whole);
  }

  average(count: number): Numeric {
    if (!this.decimals) return new Double(this.double() / count);
    return decimalOf(divideDecimal(parts(this.total), parts(count)));
  }

  /** All but the decimals, as a decimal. */
  private rest(): Decimal128 {
    if (!this.hasDoubles) return decimalOf({ coefficient: this.whole, exponent: 0 });
    const [high, low] = this.withWhole().parts;
    return arithmetic('add', decimalOf(exactParts(high)), decimalOf(exactParts(low))) as Decimal128;
  }

  private double(): number {
    return this.withWhole().value;
  }

  private withWhole(): DoubleSum {
    const all = this.doubles.copy();
    let left = this.whole;
    // Each piece is exact as a double, whatever the whole is.
    for (let piece = Number(left); left !== 0n; left -= BigInt(piece), piece = Number(left)) all.add(piece);
    return all;
  }
}

/** Two doubles, the second what the first could not hold. */
class DoubleSum {
  private sum = 0;
  private lost = 0;
  /** The plain sum, which knows what comes of infinities and NaN. */
  private plain = 0;

  add(value: number): void {
    this.plain += value;
    const sum = this.sum + value;
    const back = sum - this.sum;
    const lost = this.lost + (this.sum - (sum - back) + (value - back));
    this.sum = sum + lost;
    this.lost = lost - (this.sum - sum);
  }

  get value(): number {
    return Number.isNaN(this.sum) ? this.plain : this.sum;
  }

  get parts(): [number, number] {
    return Number.isFinite(this.sum) ? [this.sum, this.lost] : [this.plain, 0];
  }

  copy(): DoubleSum {
    return Object.assign(new DoubleSum(), this);
  }
}
