import { type Dealing, type Dealings, isOver } from '../partners/dealings.ts';
import { reducer } from './reducer.ts';

/** One's own dealings with partners, by the partners' addresses. One in which there is nothing any more goes. */
export const reduceDealings = reducer<Dealings>((list, event) => {
  switch (event.type) {
    case 'facts.changed':
      return { ...list, facts: event.data };
    case 'dealing.changed': {
      const { dealing } = event.data;
      const others = list.items.filter(({ partner }) => partner.id !== dealing.partner.id);
      return { ...list, items: isOver(dealing) ? others : [...others, dealing].sort(bySlug) };
    }
    default:
      return list;
  }
});

const bySlug = (a: Dealing, b: Dealing): number => (a.partner.slug < b.partner.slug ? -1 : 1);
