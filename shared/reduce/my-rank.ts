import { HISTORY_SHOWN, type MyRank } from '../ranks.ts';
import { reducer } from './reducer.ts';

/** `GET /me/rank`, by the account's own stream. */
export const reduceMyRank = reducer<MyRank>((mine, event) => {
  if (event.type !== 'rank.recorded') return mine;
  const { line, standing } = event.data;
  return {
    ...mine,
    standing,
    history: [line, ...mine.history.filter(({ number }) => number !== line.number)].slice(0, HISTORY_SHOWN),
  };
});
