import { chore } from '../db/chore.ts';
import { endRecalculation, isRecalculating, recalculateSome } from './recalculation.ts';
import { groupsToTell, tellSomeGroups } from './tell-ranks.ts';

const step = async (): Promise<boolean> =>
  (await recalculateSome()) || (await endRecalculation()) || (await tellSomeGroups());

/** Goes on with what a new ladder, or a new rank that can be given, has left to do. */
export const { goOn: recalculate, start: startRecalculating } = chore({
  lease: 'recalculation',
  what: 'going on with a recalculation',
  isLeft: async () => Boolean(await groupsToTell()) || isRecalculating(),
  step,
  rest: 4,
});
