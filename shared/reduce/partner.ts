import type { Featured } from '../partners/experts.ts';
import type { PartnerPage } from '../partners/partners.ts';
import { mapWhere, type Reducer, reducer, without } from './reducer.ts';

/** A partner's landing page. */
export const reducePartner: Reducer<PartnerPage> = reducer<PartnerPage>((page, event) => {
  switch (event.type) {
    case 'partner.changed':
      return { ...event.data.partner, head: page.head };
    case 'expert.listed':
    case 'expert.unlisted':
      return { ...page, experts: event.data.experts };
    default:
      return page;
  }
});

/** Who is featured to one visitor: who goes is gone at once. Who takes their place only the server knows. */
export const reduceFeatured: Reducer<Featured> = reducer<Featured>((featured, event) => {
  switch (event.type) {
    case 'expert.unlisted':
      return { ...featured, items: without(featured.items, event.data.expertId) };
    case 'expert.relabelled': {
      const { expert } = event.data;
      return {
        ...featured,
        items: mapWhere(
          featured.items,
          ({ id }) => id === expert.id,
          () => expert,
        ),
      };
    }
    default:
      return featured;
  }
});
