import type { Act, Acts } from '../acts.ts';
import { isRelabelling, LABEL_EVENTS } from './labels.ts';
import { reducer, withItem } from './reducer.ts';
import { relabelAct } from './reports.ts';

/** What was decided about the viewer, the latest first. */
export const reduceOwnActs = reducer<Acts>((list, event, viewer) => {
  if (isRelabelling(event)) return { ...list, items: list.items.map((act) => relabelAct(act, event)) };
  switch (event.type) {
    case 'act.done':
    case 'act.undone':
    case 'act.appealed':
      return event.data.subject?.id === viewer ? { ...list, items: kept(list, event.data) } : list;
    default:
      return list;
  }
}, LABEL_EVENTS);

function kept(list: Acts, act: Act): Act[] {
  const known = list.items.some(({ id }) => id === act.id);
  if (known) return list.items.map((item) => (item.id === act.id ? act : item));
  return withItem(list, act, byAct);
}

const byAct = (a: Act, b: Act): number => b.at.localeCompare(a.at) || (a.id < b.id ? 1 : -1);
