import type { PartnerConsole } from '../partners/partners.ts';
import { reducer } from './reducer.ts';

/** How a partner is set up: by its managers' stream, and by everyone's (of which the head says nothing). */
export const reducePartnerConsole = reducer<PartnerConsole>(
  (console, event) => {
    switch (event.type) {
      case 'settings.changed':
        return { ...console, ...event.data };
      case 'partner.changed':
        return { ...console, partner: event.data.partner };
      case 'expert.listed':
      case 'expert.unlisted':
        return { ...console, partner: { ...console.partner, experts: event.data.experts } };
      default:
        return console;
    }
  },
  ['partner.changed', 'expert.listed', 'expert.unlisted'],
);
