import { Double } from 'bson';
import { type Case, missing, refused } from '../cases.ts';

export const arrayCases: Record<string, Case[]> = {
  $size: [
    [{ $size: '$list' }, 3],
    [{ $size: [[]] }, 0],
    [{ $size: '$none' }, refused(17124)],
  ],
  $isArray: [
    [{ $isArray: '$list' }, true],
    [{ $isArray: [[1]] }, true],
    [{ $isArray: '$none' }, false],
  ],
  $arrayElemAt: [
    [{ $arrayElemAt: ['$list', 0] }, 3],
    [{ $arrayElemAt: ['$list', -1] }, 2],
    [{ $arrayElemAt: ['$list', 3] }, missing],
    [{ $arrayElemAt: ['$none', 0] }, null],
    [{ $arrayElemAt: ['x', 0] }, refused(28689)],
    [{ $arrayElemAt: ['$list', 'x'] }, refused(28690)],
  ],
  $first: [
    [{ $first: '$list' }, 3],
    [{ $first: [[]] }, missing],
    [{ $first: '$none' }, null],
    [{ $first: '$n' }, refused(28689)],
  ],
  $last: [
    [{ $last: '$list' }, 2],
    [{ $last: [[]] }, missing],
  ],
  $slice: [
    [{ $slice: ['$list', 2] }, [3, 1]],
    [{ $slice: ['$list', -2] }, [1, 2]],
    [{ $slice: ['$list', 1, 5] }, [1, 2]],
    [{ $slice: ['$list', -5, 2] }, [3, 1]],
    [{ $slice: ['$none', 1] }, null],
    [{ $slice: ['$n', 1] }, refused(28724)],
    [{ $slice: ['$list', 1, 0] }, refused(28729)],
    [{ $slice: ['$list'] }, refused(28667)],
  ],
  $in: [
    [{ $in: [1, '$list'] }, true],
    [{ $in: [new Double(1), '$list'] }, true],
    [{ $in: ['$none', [null]] }, false],
    [{ $in: [1, '$n'] }, refused(40081)],
  ],
  $indexOfArray: [
    [{ $indexOfArray: ['$list', 1] }, 1],
    [{ $indexOfArray: ['$list', 3, 1] }, -1],
    [{ $indexOfArray: ['$list', 2, 0, 2] }, -1],
    [{ $indexOfArray: ['$none', 3] }, null],
    [{ $indexOfArray: ['x', 3] }, refused(40090)],
    [{ $indexOfArray: ['$list', 3, -1] }, refused(40097)],
  ],
  $concatArrays: [
    [{ $concatArrays: ['$list', [[9]]] }, [3, 1, 2, [9]]],
    [{ $concatArrays: [] }, []],
    [{ $concatArrays: ['$list', null] }, null],
    [{ $concatArrays: ['$list', '$n'] }, refused(28664)],
  ],
  $reverseArray: [
    [{ $reverseArray: '$list' }, [2, 1, 3]],
    [{ $reverseArray: null }, null],
    [{ $reverseArray: 'x' }, refused(34435)],
  ],
  $range: [
    [{ $range: [0, 5, 2] }, [0, 2, 4]],
    [{ $range: [3, 0, -1] }, [3, 2, 1]],
    [{ $range: [0, 5, -1] }, []],
    [{ $range: [0, 5, 0] }, refused(34449)],
    [{ $range: ['x', 5] }, refused(34443)],
    [{ $range: [0, null] }, refused(34445)],
  ],
  $setUnion: [
    [
      {
        $setUnion: [
          [1, 2],
          [2, new Double(1)],
        ],
      },
      [1, 2],
    ],
    [{ $setUnion: ['$none', [1]] }, null],
    [{ $setUnion: [1] }, refused(17043)],
  ],
  $setIntersection: [
    [{ $setIntersection: ['$list', [2, 9]] }, [2]],
    [{ $setIntersection: [] }, []],
    [{ $setIntersection: [1] }, refused(17047)],
  ],
  $setDifference: [
    [{ $setDifference: ['$list', [1]] }, [3, 2]],
    [{ $setDifference: [1, []] }, refused(17048)],
    [{ $setDifference: [[], 1] }, refused(17049)],
  ],
  $setIsSubset: [
    [{ $setIsSubset: [[1], '$list'] }, true],
    [{ $setIsSubset: [[[1]], '$list'] }, false],
    [{ $setIsSubset: [1, []] }, refused(17046)],
  ],
  $setEquals: [
    [
      {
        $setEquals: [
          [1, 2, 1],
          [2, 1],
        ],
      },
      true,
    ],
    [{ $setEquals: [[1], [2]] }, false],
    [{ $setEquals: [[1], null] }, refused(17044)],
  ],
  $filter: [
    [{ $filter: { input: '$list', cond: { $gt: ['$$this', 1] } } }, [3, 2]],
    [{ $filter: { input: '$list', as: 'x', cond: { $gt: ['$$x', 0] }, limit: 2 } }, [3, 1]],
    [{ $filter: { input: '$none', cond: true } }, null],
    [{ $filter: { input: '$n', cond: true } }, refused(28651)],
    [{ $filter: { input: '$list', cond: true, limit: 0 } }, refused(327392)],
    [{ $filter: { input: '$list', as: 'X', cond: true } }, refused(16867)],
  ],
  $map: [
    [{ $map: { input: '$list', in: { $multiply: ['$$this', '$n'] } } }, [21, 7, 14]],
    [{ $map: { input: '$docs', as: 'd', in: '$$d.b' } }, ['x', null, 'y']],
    [{ $map: { input: null, in: 1 } }, null],
    [{ $map: { input: 'x', in: 1 } }, refused(16883)],
    [{ $map: { input: '$list', in: '$$other' } }, refused(17276)],
  ],
  $reduce: [
    [{ $reduce: { input: '$list', initialValue: '', in: { $concat: ['$$value', { $toString: '$$this' }] } } }, '312'],
    [{ $reduce: { input: [], initialValue: 5, in: 1 } }, 5],
    [{ $reduce: { input: '$none', initialValue: 5, in: 1 } }, null],
    [{ $reduce: { input: 'x', initialValue: 5, in: 1 } }, refused(40080)],
  ],
  $zip: [
    [
      { $zip: { inputs: ['$list', ['a', 'b']] } },
      [
        [3, 'a'],
        [1, 'b'],
      ],
    ],
    [
      { $zip: { inputs: ['$list', ['a']], useLongestLength: true } },
      [
        [3, 'a'],
        [1, null],
        [2, null],
      ],
    ],
    [
      { $zip: { inputs: [[1], ['a', 'b']], useLongestLength: true, defaults: [0, 'z'] } },
      [
        [1, 'a'],
        [0, 'b'],
      ],
    ],
    [{ $zip: { inputs: ['$list', '$none'] } }, null],
    [{ $zip: { inputs: ['$list', 5] } }, refused(34468)],
    [{ $zip: { inputs: [['a']], defaults: [1] } }, refused(34466)],
  ],
  $sortArray: [
    [{ $sortArray: { input: '$list', sortBy: 1 } }, [1, 2, 3]],
    [{ $sortArray: { input: [2, 'x', null, { a: 1 }], sortBy: -1 } }, [{ a: 1 }, 'x', 2, null]],
    [{ $sortArray: { input: '$docs', sortBy: { a: -1 } } }, [{ a: 2 }, { a: 1, b: 'x' }, { b: 'y' }]],
    [{ $sortArray: { input: '$none', sortBy: 1 } }, null],
    [{ $sortArray: { input: 'x', sortBy: 1 } }, refused(2942504)],
  ],
  $allElementsTrue: [
    [{ $allElementsTrue: [[1, 'x', []]] }, true],
    [{ $allElementsTrue: [[1, 0]] }, false],
    [{ $allElementsTrue: [null] }, refused(17040)],
  ],
  $anyElementTrue: [
    [{ $anyElementTrue: [[0, null]] }, false],
    [{ $anyElementTrue: ['$list'] }, true],
    [{ $anyElementTrue: [null] }, refused(17041)],
  ],
};
