import { comparePlaces, placeOf } from '../partners/directory.ts';
import type { Directory, Expert } from '../partners/experts.ts';
import { type Reducer, reducer, withItem, without } from './reducer.ts';

/** A partner's directory, as far as it is shown, narrowed to names that begin with `q`. */
export const reduceDirectory = (q = ''): Reducer<Directory> =>
  reducer<Directory>((list, event) => {
    switch (event.type) {
      case 'expert.listed':
      case 'expert.relabelled':
        return { ...list, items: withExpert(list, event.data.expert, q) };
      case 'expert.unlisted':
        return { ...list, items: without(list.items, event.data.expertId) };
      default:
        return list;
    }
  });

/** Whoever is called something else now may have another place, or none. */
function withExpert({ items, next }: Directory, expert: Expert, q: string): Expert[] {
  const others = without(items, expert.id);
  if (!placeOf(expert, q)) return others;
  return withItem({ items: others, next }, expert, (a, b) => comparePlaces(placeOf(a, q)!, placeOf(b, q)!));
}
