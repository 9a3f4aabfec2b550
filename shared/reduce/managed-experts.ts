import type { ExpertState, ManagedExpert, ManagedExperts } from '../partners/experts.ts';
import { type Reducer, reducer, withItem, without } from './reducer.ts';
import { requalified } from './requalified.ts';

/** A partner's experts in one state as its managers see them, with whom something changed last first. */
export const reduceManagedExperts = (state: ExpertState = 'active'): Reducer<ManagedExperts> =>
  reducer<ManagedExperts>((list, event) => {
    if (event.type !== 'expert.changed')
      return { ...list, items: requalified(list.items, event, ({ person }) => person.id) };
    const others = without(list.items, event.data.id);
    const isHere = event.data.state === state;
    return { ...list, items: isHere ? withItem({ ...list, items: others }, event.data, byChange) : others };
  });

const byChange = (a: ManagedExpert, b: ManagedExpert): number => {
  if (a.changedAt !== b.changedAt) return a.changedAt > b.changedAt ? -1 : 1;
  return a.id > b.id ? -1 : 1;
};
