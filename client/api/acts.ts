import type { ActsDone, NewAct } from '../../shared/acts.ts';
import { address } from './address.ts';
import { ask } from './http.ts';

/** What those who lead do in a group. */
export const acts = {
  perform: (slug: string, act: NewAct) => ask<ActsDone>('POST', address`/groups/${slug}/acts`, act),
  undo: (id: string) => ask<ActsDone>('POST', address`/acts/${id}/undo`),
};
