import type { MyRank, Ranks } from '../../shared/ranks.ts';
import { ask } from './http.ts';
import { askWith } from './request.ts';

export const ranks = {
  all: () => askWith<Ranks>(null, 'GET', '/ranks'),
  mine: () => ask<MyRank>('GET', '/me/rank'),
};
