import type { Sanction, Sanctions } from '../sanctions.ts';
import { reducer } from './reducer.ts';

/** The sanctions in force, the latest first. A member has one of each kind: a later one stands in the place of an earlier. */
export const reduceSanctions = reducer<Sanctions>((list, event) => {
  switch (event.type) {
    case 'sanction.imposed':
      return { ...list, items: [event.data, ...list.items.filter((item) => !replaces(event.data, item))] };
    case 'sanction.lifted':
      return { ...list, items: list.items.filter(({ id }) => id !== event.data.id) };
    default:
      return list;
  }
});

const replaces = (later: Sanction, earlier: Sanction) =>
  later.id === earlier.id || (later.member.id === earlier.member.id && later.kind === earlier.kind);
