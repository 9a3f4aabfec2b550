import { expect } from '@jest/globals';
import type { Document, UpdateOptions } from 'mongodb';

/** One use of each operator, and what comes of it; the tests by theme go into their corners. */

/** Over `{_id: 1, a: 5, list: [1, 2], s: 'x'}` and `{_id: 2, a: 7, list: [3], s: 'y'}`: which are found. */
export const querySamples: Record<string, [Document, number[]]> = {
  $and: [{ $and: [{ a: 5 }, { s: 'x' }] }, [1]],
  $or: [{ $or: [{ a: 5 }, { s: 'y' }] }, [1, 2]],
  $nor: [{ $nor: [{ a: 5 }] }, [2]],
  $expr: [{ $expr: { $gt: ['$a', 6] } }, [2]],
  $comment: [{ a: 5, $comment: 'why' }, [1]],
  $eq: [{ a: { $eq: 5 } }, [1]],
  $ne: [{ a: { $ne: 5 } }, [2]],
  $gt: [{ a: { $gt: 5 } }, [2]],
  $gte: [{ a: { $gte: 5 } }, [1, 2]],
  $lt: [{ a: { $lt: 7 } }, [1]],
  $lte: [{ a: { $lte: 7 } }, [1, 2]],
  $in: [{ a: { $in: [7, 8] } }, [2]],
  $nin: [{ a: { $nin: [7, 8] } }, [1]],
  $not: [{ a: { $not: { $gt: 5 } } }, [1]],
  $exists: [{ a: { $exists: true } }, [1, 2]],
  $type: [{ s: { $type: 'string' } }, [1, 2]],
  $mod: [{ a: { $mod: [5, 0] } }, [1]],
  $regex: [{ s: { $regex: '^x' } }, [1]],
  $options: [{ s: { $regex: '^X', $options: 'i' } }, [1]],
  $all: [{ list: { $all: [1, 2] } }, [1]],
  $elemMatch: [{ list: { $elemMatch: { $gt: 1, $lt: 3 } } }, [1]],
  $size: [{ list: { $size: 1 } }, [2]],
};

type UpdateSample = [before: Document, update: Document, after: Document, options?: UpdateOptions, query?: Document];

export const updateSamples: Record<string, UpdateSample> = {
  $currentDate: [{}, { $currentDate: { at: true }, $unset: { b: 1 } }, { at: expect.any(Date) }],
  $inc: [{ a: 1 }, { $inc: { a: 2 } }, { a: 3 }],
  $min: [{ a: 1 }, { $min: { a: 0 } }, { a: 0 }],
  $max: [{ a: 1 }, { $max: { a: 0 } }, { a: 1 }],
  $mul: [{ a: 2 }, { $mul: { a: 3 } }, { a: 6 }],
  $rename: [{ a: 2 }, { $rename: { a: 'b' } }, { b: 2 }],
  $set: [{}, { $set: { 'a.b': 1 } }, { a: { b: 1 } }],
  $setOnInsert: [{}, { $setOnInsert: { a: 1 } }, {}],
  $unset: [{ a: 1 }, { $unset: { a: '' } }, {}],
  $addToSet: [{ a: [1] }, { $addToSet: { a: 1 } }, { a: [1] }],
  $pop: [{ a: [1, 2] }, { $pop: { a: 1 } }, { a: [1] }],
  $pull: [{ a: [1, 2] }, { $pull: { a: 1 } }, { a: [2] }],
  $push: [{ a: [1] }, { $push: { a: 2 } }, { a: [1, 2] }],
  $pullAll: [{ a: [1, 2, 3] }, { $pullAll: { a: [1, 3] } }, { a: [2] }],
  $bit: [{ a: 13 }, { $bit: { a: { and: 10 } } }, { a: 8 }],
  $each: [{ a: [1] }, { $push: { a: { $each: [2, 3] } } }, { a: [1, 2, 3] }],
  $position: [{ a: [1] }, { $push: { a: { $each: [2], $position: 0 } } }, { a: [2, 1] }],
  $slice: [{ a: [1] }, { $push: { a: { $each: [2], $slice: 1 } } }, { a: [1] }],
  $sort: [{ a: [3] }, { $push: { a: { $each: [2], $sort: 1 } } }, { a: [2, 3] }],
  $: [{ a: [3, 4] }, { $set: { 'a.$': 0 } }, { a: [3, 0] }, {}, { a: 4 }],
  '$[]': [{ a: [3, 4] }, { $inc: { 'a.$[]': 1 } }, { a: [4, 5] }],
  '$[identifier]': [{ a: [3, 4] }, { $inc: { 'a.$[one]': 1 } }, { a: [3, 5] }, { arrayFilters: [{ one: { $gt: 3 } }] }],
};

const both = [{ _id: 1 }, { _id: 2 }];

/** Over the same two documents. */
export const stageSamples: Record<string, [Document[], Document[]]> = {
  $addFields: [[{ $addFields: { b: '$a' } }], [{ b: 5 }, { b: 7 }]],
  $set: [[{ $set: { b: '$a' } }], [{ b: 5 }, { b: 7 }]],
  $bucket: [
    [{ $bucket: { groupBy: '$a', boundaries: [0, 6, 9] } }],
    [
      { _id: 0, count: 1 },
      { _id: 6, count: 1 },
    ],
  ],
  $collStats: [[{ $collStats: { count: {} } }], [{ count: 2 }]],
  $count: [[{ $count: 'n' }], [{ n: 2 }]],
  $facet: [[{ $facet: { n: [{ $count: 'n' }] } }], [{ n: [{ n: 2 }] }]],
  $group: [[{ $group: { _id: null, n: { $sum: '$a' } } }], [{ _id: null, n: 12 }]],
  $limit: [[{ $limit: 1 }], [{ _id: 1 }]],
  $lookup: [[{ $limit: 1 }, { $lookup: { from: 'other', pipeline: [], as: 'o' } }], [{ o: [{ _id: 9 }] }]],
  $match: [[{ $match: { a: 7 } }], [{ _id: 2 }]],
  $project: [
    [{ $project: { a: 1 } }],
    [
      { _id: 1, a: 5 },
      { _id: 2, a: 7 },
    ],
  ],
  $replaceRoot: [[{ $replaceRoot: { newRoot: { x: '$a' } } }], [{ x: 5 }, { x: 7 }]],
  $replaceWith: [[{ $replaceWith: { x: '$a' } }], [{ x: 5 }, { x: 7 }]],
  $skip: [[{ $skip: 1 }], [{ _id: 2 }]],
  $sort: [[{ $sort: { a: -1 } }], [{ _id: 2 }, { _id: 1 }]],
  $sortByCount: [[{ $sortByCount: '$none' }], [{ _id: null, count: 2 }]],
  $unionWith: [[{ $unionWith: 'other' }], [...both, { _id: 9 }]],
  $unset: [[{ $unset: ['a', 's', 'at', 'list'] }], both],
  $unwind: [[{ $unwind: '$list' }], [{ list: 1 }, { list: 2 }, { list: 3 }]],
};

/** Of a group of both documents. */
export const accumulatorSamples: Record<string, [unknown, unknown]> = {
  $addToSet: [{ $literal: 1 }, [1]],
  $avg: ['$a', 6],
  $count: [{}, 2],
  $first: ['$a', 5],
  $last: ['$a', 7],
  $max: ['$a', 7],
  $min: ['$a', 5],
  $push: ['$a', [5, 7]],
  $sum: ['$a', 12],
};
