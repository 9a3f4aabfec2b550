import { Decimal128, Double, Long } from 'bson';
import { type Case, refused } from '../cases.ts';

const decimal = (text: string) => Decimal128.fromString(text);
const long = (text: string) => Long.fromString(text);
const double = (value: number) => new Double(value);
const GREATEST = '9223372036854775807';

export const numberCases: Record<string, Case[]> = {
  $add: [
    [{ $add: [1, 2, 3] }, 6],
    [{ $add: [] }, 0],
    [{ $add: [2147483647, 1] }, long('2147483648')],
    [{ $add: [long(GREATEST), 1] }, double(2 ** 63)],
    [{ $add: [1, double(1)] }, double(2)],
    [{ $add: [1, decimal('1.10')] }, decimal('2.10')],
    [{ $add: [double(0.1), decimal('1')] }, decimal('1.100000000000000')],
    [{ $add: ['$at', 1.5] }, new Date('2024-02-29T13:14:15.680Z')],
    [{ $add: [1, '$none'] }, null],
    [{ $add: ['$at', '$at'] }, refused(16612)],
    [{ $add: ['x', 1] }, refused(14)],
  ],
  $subtract: [
    [{ $subtract: [5, 7] }, -2],
    [{ $subtract: ['$at', new Date('2024-02-29T13:14:15Z')] }, long('678')],
    [{ $subtract: ['$at', 678] }, new Date('2024-02-29T13:14:15Z')],
    [{ $subtract: [long('-9223372036854775808'), 1] }, double(-(2 ** 63))],
    [{ $subtract: [null, 1] }, null],
    [{ $subtract: [1, '$at'] }, refused(14)],
    [{ $subtract: [1] }, refused(16020)],
  ],
  $multiply: [
    [{ $multiply: [3, 4] }, 12],
    [{ $multiply: [] }, 1],
    [{ $multiply: [65536, 65536] }, long('4294967296')],
    [{ $multiply: [decimal('1.5'), 2] }, decimal('3.0')],
    [{ $multiply: [2, '$nothing'] }, null],
    [{ $multiply: [2, 'x'] }, refused(14)],
  ],
  $divide: [
    [{ $divide: [6, 3] }, double(2)],
    [{ $divide: [1, 0] }, refused(2)],
    [{ $divide: [decimal('1'), 3] }, decimal('0.3333333333333333333333333333333333')],
    [{ $divide: [null, 0] }, null],
    [{ $divide: ['x', 1] }, refused(14)],
  ],
  $mod: [
    [{ $mod: [-7, 3] }, -1],
    [{ $mod: [7.5, 2] }, 1.5],
    [{ $mod: [long('7'), 4] }, long('3')],
    [{ $mod: [decimal('7.5'), 2] }, decimal('1.5')],
    [{ $mod: [1, 0] }, refused(16610)],
    [{ $mod: [1, 'x'] }, refused(16611)],
    [{ $mod: [1, null] }, null],
  ],
  $abs: [
    [{ $abs: -5 }, 5],
    [{ $abs: -2147483648 }, long('2147483648')],
    [{ $abs: decimal('-1.50') }, decimal('1.50')],
    [{ $abs: '$none' }, null],
    [{ $abs: 'x' }, refused(28765)],
    [{ $abs: long('-9223372036854775808') }, refused(28680)],
  ],
  $ceil: [
    [{ $ceil: 1.2 }, double(2)],
    [{ $ceil: -1.8 }, double(-1)],
    [{ $ceil: 3 }, 3],
    [{ $ceil: decimal('1.1') }, decimal('2')],
    [{ $ceil: null }, null],
  ],
  $floor: [
    [{ $floor: -1.2 }, double(-2)],
    [{ $floor: decimal('-1.1') }, decimal('-2')],
    [{ $floor: long('5') }, long('5')],
    [{ $floor: 'x' }, refused(28765)],
  ],
  $round: [
    [{ $round: 2.5 }, double(2)],
    [{ $round: 3.5 }, double(4)],
    [{ $round: [-2.5, 0] }, double(-2)],
    [{ $round: [1.235, 2] }, 1.24],
    [{ $round: [2.675, 2] }, 2.67],
    [{ $round: [1250, -2] }, 1200],
    [{ $round: [2147483647, -1] }, long('2147483650')],
    [{ $round: [decimal('1.25'), 1] }, decimal('1.2')],
    [{ $round: ['$none', 1] }, null],
    [{ $round: ['x'] }, refused(51081)],
    [{ $round: [1, 1.5] }, refused(51082)],
    [{ $round: [1, 101] }, refused(51083)],
  ],
  $trunc: [
    [{ $trunc: [-2.7] }, double(-2)],
    [{ $trunc: [19.876, 1] }, 19.8],
    [{ $trunc: [1987, -2] }, 1900],
    [{ $trunc: decimal('-2.79') }, decimal('-2')],
  ],
  $sqrt: [
    [{ $sqrt: 25 }, double(5)],
    [{ $sqrt: 2 }, Math.SQRT2],
    [{ $sqrt: null }, null],
    [{ $sqrt: -1 }, refused(28714)],
  ],
  $bitAnd: [
    [{ $bitAnd: [12, 10] }, 8],
    [{ $bitAnd: [12, long('10')] }, long('8')],
    [{ $bitAnd: [] }, -1],
    [{ $bitAnd: [1, null] }, null],
    [{ $bitAnd: [1.5, 1] }, refused(14)],
  ],
  $bitOr: [
    [{ $bitOr: [12, 10] }, 14],
    [{ $bitOr: [] }, 0],
  ],
  $bitXor: [
    [{ $bitXor: [12, 10] }, 6],
    [{ $bitXor: [-1, 1] }, -2],
  ],
  $bitNot: [
    [{ $bitNot: 0 }, -1],
    [{ $bitNot: long('1') }, long('-2')],
    [{ $bitNot: '$nothing' }, null],
  ],
  $sum: [
    [{ $sum: [1, 'x', 2] }, 3],
    [{ $sum: '$list' }, 6],
    [{ $sum: ['$list', 1] }, 1],
    [{ $sum: '$none' }, 0],
    [{ $sum: [0.1, 0.2, 0.3] }, 0.6],
    [{ $sum: [1e100, 1, -1e100] }, double(1)],
    [{ $sum: [2147483647, 1] }, long('2147483648')],
    [{ $sum: [long(GREATEST), 1, -1] }, long(GREATEST)],
  ],
  $avg: [
    [{ $avg: [1, 2] }, 1.5],
    [{ $avg: '$list' }, double(2)],
    [{ $avg: ['x'] }, null],
    [{ $avg: [decimal('1'), 2] }, decimal('1.5')],
  ],
  $min: [
    [{ $min: [3, 'x', null, 1] }, 1],
    [{ $min: '$list' }, 1],
    [{ $min: [] }, null],
  ],
  $max: [
    [{ $max: [3, 'x', null] }, 'x'],
    [{ $max: '$list' }, 3],
    [{ $max: '$none' }, null],
  ],
};
