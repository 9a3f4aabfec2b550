import { MinKey } from 'bson';
import { type Case, missing, refused } from '../cases.ts';

// biome-ignore-start lint/suspicious/noThenProperty: MongoDB's own word
export const logicCases: Record<string, Case[]> = {
  $eq: [
    [{ $eq: ['$n', 7.0] }, true],
    [{ $eq: ['$none', null] }, false],
    [
      {
        $eq: [
          { a: 1, b: 2 },
          { b: 2, a: 1 },
        ],
      },
      false,
    ],
    [{ $eq: [1] }, refused(16020)],
  ],
  $ne: [[{ $ne: ['$n', '7'] }, true]],
  $gt: [
    [{ $gt: ['a', 99] }, true],
    [{ $gt: [null, '$none'] }, true],
  ],
  $gte: [[{ $gte: [[1, 2], [1]] }, true]],
  $lt: [
    [{ $lt: ['$none', 0] }, true],
    [{ $lt: ['$none', new MinKey()] }, false],
  ],
  $lte: [[{ $lte: [new Date(0), '$at'] }, true]],
  $cmp: [
    [{ $cmp: [2, 1] }, 1],
    [{ $cmp: ['$none', null] }, -1],
    [{ $cmp: ['$none', '$nope'] }, 0],
  ],
  $and: [
    [{ $and: [1, 'x', []] }, true],
    [{ $and: [] }, true],
    [{ $and: ['$none'] }, false],
  ],
  $or: [
    [{ $or: [0, null, '$none'] }, false],
    [{ $or: [] }, false],
    [{ $or: ['$s'] }, true],
  ],
  $not: [
    [{ $not: [0] }, true],
    [{ $not: '$yes' }, false],
  ],
  $cond: [
    [{ $cond: [{ $gt: ['$n', 5] }, 'yes', 'no'] }, 'yes'],
    [{ $cond: { if: '$none', then: 1, else: '$$REMOVE' } }, missing],
    [{ $cond: [1, 2] }, refused(16020)],
    [{ $cond: [true, 1, { $divide: ['$n', '$zero'] }] }, 1],
  ],
  $ifNull: [
    [{ $ifNull: ['$none', null, 'z'] }, 'z'],
    [{ $ifNull: ['$n', 1] }, 7],
    [{ $ifNull: [null, '$none'] }, missing],
  ],
  $switch: [
    [
      {
        $switch: {
          branches: [
            { case: false, then: 1 },
            { case: '$n', then: 2 },
          ],
        },
      },
      2,
    ],
    [{ $switch: { branches: [{ case: false, then: 1 }], default: 'd' } }, 'd'],
    [{ $switch: { branches: [{ case: '$none', then: 1 }] } }, refused(40066)],
  ],
  $let: [
    [{ $let: { vars: { a: '$n', b: 2 }, in: { $multiply: ['$$a', '$$b'] } } }, 14],
    [{ $let: { vars: { CURRENT: '$doc' }, in: '$a' } }, 1],
    [{ $let: { vars: { A: 1 }, in: 1 } }, refused(16867)],
    [{ $let: { vars: { a: 1 }, in: '$$b' } }, refused(17276)],
  ],
  $literal: [
    [{ $literal: '$n' }, '$n'],
    [{ $literal: { $add: [1, 2] } }, { $add: [1, 2] }],
  ],
  paths: [
    ['$doc.b.c', 2],
    ['$docs.a', [1, 2]],
    ['$docs.0.a', []],
    ['$list.0', []],
    ['$n.x', missing],
    ['$$ROOT._id', 1],
    ['$$CURRENT.n', 7],
    ['$$REMOVE', missing],
    [
      ['$n', '$none'],
      [7, null],
    ],
    [{ a: '$n', b: '$none' }, { a: 7 }],
    ['$', refused(16872)],
    ['$a..b', refused(15998)],
    ['$a.', refused(40353)],
    ['$a.$b', refused(16410)],
    ['$$nothing', refused(17276)],
    [{ $add: [1], $subtract: [2, 1] }, refused(15983)],
  ],
};
// biome-ignore-end lint/suspicious/noThenProperty: MongoDB's own word
