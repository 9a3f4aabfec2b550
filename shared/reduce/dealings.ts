import type { Dealing, Dealings } from '../partners/dealings.ts';
import { reducer } from './reducer.ts';

/** One's own dealings with partners, by the partners' addresses. One in which there is nothing any more goes. */
export const reduceDealings = reducer<Dealings>((list, event) => {
  switch (event.type) {
    case 'facts.changed':
      return { ...list, facts: event.data };
    case 'dealing.changed': {
      const { dealing } = event.data;
      const others = list.items.filter(({ partner }) => partner.id !== dealing.partner.id);
      return { ...list, items: isEmpty(dealing) ? others : [...others, dealing].sort(bySlug) };
    }
    default:
      return list;
  }
});

const isEmpty = ({ manages, interest, invitation, application, expert }: Dealing): boolean =>
  !manages && !interest && !invitation && !application && !expert;

const bySlug = (a: Dealing, b: Dealing): number => (a.partner.slug < b.partner.slug ? -1 : 1);
