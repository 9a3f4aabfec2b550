import type { Act, Acts } from '../acts.ts';
import { isOfAct, reduceAct } from './acts.ts';
import { LABEL_EVENTS } from './labels.ts';
import { reducer, withItem } from './reducer.ts';

/** What was decided about the viewer, the latest first. What lies beyond the last that is shown is for the next page. */
export const reduceOwnActs = reducer<Acts>((list, event, viewer) => {
  const items = list.items.map((act) => reduceAct(act, event));
  const isNew = isOfAct(event) && event.data.subject?.id === viewer;
  return { ...list, items: isNew ? withItem({ ...list, items }, event.data, byAct) : items };
}, LABEL_EVENTS);

const byAct = (a: Act, b: Act): number => b.at.localeCompare(a.at) || (a.id < b.id ? 1 : -1);
