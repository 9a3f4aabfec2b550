import { Binary, Decimal128, Double, Long, ObjectId, Timestamp } from 'bson';
import { type Case, missing, refused } from '../cases.ts';

const decimal = (text: string) => Decimal128.fromString(text);
const long = (value: number) => Long.fromNumber(value);
const id = new ObjectId('65e19b170123456789abcdef');

export const typeCases: Record<string, Case[]> = {
  $type: [
    [{ $type: '$none' }, 'missing'],
    [{ $type: '$list' }, 'array'],
    [{ $type: new Double(1) }, 'double'],
    [{ $type: '$n' }, 'int'],
    [{ $type: long(1) }, 'long'],
  ],
  $isNumber: [
    [{ $isNumber: '$n' }, true],
    [{ $isNumber: decimal('1') }, true],
    [{ $isNumber: '$s' }, false],
    [{ $isNumber: '$none' }, false],
  ],
  $toInt: [
    [{ $toInt: '42' }, 42],
    [{ $toInt: -2.9 }, -2],
    [{ $toInt: true }, 1],
    [{ $toInt: '$none' }, null],
    [{ $toInt: '4.2' }, refused(241)],
    [{ $toInt: long(2147483648) }, refused(241)],
    [{ $toInt: '$at' }, refused(241)],
  ],
  $toLong: [
    [{ $toLong: '9007199254740993' }, Long.fromString('9007199254740993')],
    [{ $toLong: decimal('9007199254740993.9') }, Long.fromString('9007199254740993')],
    [{ $toLong: '$at' }, long(1709212455678)],
  ],
  $toDouble: [
    [{ $toDouble: '-1.5e3' }, new Double(-1500)],
    [{ $toDouble: decimal('1.5') }, 1.5],
    [{ $toDouble: decimal('1E6000') }, refused(241)],
    [{ $toDouble: 'x' }, refused(241)],
  ],
  $toDecimal: [
    [{ $toDecimal: '1.50' }, decimal('1.50')],
    [{ $toDecimal: 5 }, decimal('5')],
    [{ $toDecimal: 2.5 }, decimal('2.50000000000000')],
    [{ $toDecimal: new Double(1) }, decimal('1.00000000000000')],
    [{ $toDecimal: false }, decimal('0')],
  ],
  $toDate: [
    [{ $toDate: '2024-02-29' }, new Date('2024-02-29')],
    [{ $toDate: '2024-02-29T10:00:00+02:00' }, new Date('2024-02-29T08:00:00Z')],
    [{ $toDate: id }, id.getTimestamp()],
    [{ $toDate: long(5) }, new Date(5)],
    [{ $toDate: new Timestamp({ t: 7, i: 1 }) }, new Date(7000)],
    [{ $toDate: '$n' }, refused(241)],
    [{ $toDate: '2024-02-30' }, refused(241)],
  ],
  $toObjectId: [
    [{ $toObjectId: id.toHexString() }, id],
    [{ $toObjectId: 'x' }, refused(241)],
  ],
  $toBool: [
    [{ $toBool: 0.0 }, false],
    [{ $toBool: 'false' }, true],
    [{ $toBool: null }, null],
  ],
  $convert: [
    [{ $convert: { input: '5', to: 'int' } }, 5],
    [{ $convert: { input: '5', to: 19 } }, decimal('5')],
    [{ $convert: { input: 'x', to: 'int', onError: 'bad' } }, 'bad'],
    [{ $convert: { input: '$none', to: 'int', onNull: 'none' } }, 'none'],
    [{ $convert: { input: 'x', to: 'int' } }, refused(241)],
    [{ $convert: { input: 'x', to: 'nonsense' } }, refused(2)],
  ],
  $mergeObjects: [
    [{ $mergeObjects: ['$doc', { a: 9 }, null] }, { a: 9, b: { c: 2 } }],
    [{ $mergeObjects: '$docs' }, { a: 2, b: 'y' }],
    [{ $mergeObjects: [] }, {}],
    [{ $mergeObjects: ['$n'] }, refused(40400)],
  ],
  $objectToArray: [
    [
      { $objectToArray: '$doc' },
      [
        { k: 'a', v: 1 },
        { k: 'b', v: { c: 2 } },
      ],
    ],
    [{ $objectToArray: '$none' }, null],
    [{ $objectToArray: '$n' }, refused(40390)],
  ],
  $arrayToObject: [
    [
      {
        $arrayToObject: [
          [
            ['a', 1],
            ['b', 2],
            ['a', 3],
          ],
        ],
      },
      { a: 3, b: 2 },
    ],
    [{ $arrayToObject: { $literal: [{ k: 'a', v: 1 }] } }, { a: 1 }],
    [{ $arrayToObject: '$none' }, null],
    [{ $arrayToObject: '$n' }, refused(40386)],
  ],
  $getField: [
    [{ $getField: 'n' }, 7],
    [{ $getField: { field: 'c', input: '$doc.b' } }, 2],
    [{ $getField: 'none' }, missing],
    [{ $getField: { field: { $literal: '$a' }, input: '$doc' } }, missing],
  ],
  $setField: [
    [{ $setField: { field: 'a.b', input: '$doc.b', value: 1 } }, { c: 2, 'a.b': 1 }],
    [{ $setField: { field: 'c', input: '$doc.b', value: '$$REMOVE' } }, {}],
    [{ $setField: { field: 'c', input: '$none', value: 1 } }, null],
    [{ $setField: { field: 'c', input: '$n', value: 1 } }, refused(4161105)],
    [{ $setField: { field: '$n', input: '$doc', value: 1 } }, refused(4161106)],
  ],
  $unsetField: [[{ $unsetField: { field: 'a', input: '$doc' } }, { b: { c: 2 } }]],
  $binarySize: [
    [{ $binarySize: '$s' }, 6],
    [{ $binarySize: new Binary(Buffer.from([1, 2])) }, 2],
    [{ $binarySize: null }, null],
    [{ $binarySize: '$n' }, refused(51276)],
  ],
  $bsonSize: [
    [{ $bsonSize: '$doc.b' }, 12],
    [{ $bsonSize: '$none' }, null],
    [{ $bsonSize: '$n' }, refused(31393)],
  ],
  $tsSecond: [
    [{ $tsSecond: new Timestamp({ t: 7, i: 3 }) }, long(7)],
    [{ $tsSecond: '$n' }, refused(5687301)],
  ],
  $tsIncrement: [
    [{ $tsIncrement: new Timestamp({ t: 7, i: 3 }) }, long(3)],
    [{ $tsIncrement: '$n' }, refused(5687302)],
  ],
};
