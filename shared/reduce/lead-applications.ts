import type { LeadApplications, OwnLeadApplications } from '../leads.ts';
import { reducer, without } from './reducer.ts';

/** The staff's queue of applications that wait, the oldest first. Newcomers appear where the list reaches its end. */
export const reduceLeadApplications = reducer<LeadApplications>((list, event) => {
  switch (event.type) {
    case 'lead_application.sent':
      if (list.next !== null) return list;
      return { ...list, items: [...without(list.items, event.data.id), event.data] };
    case 'lead_application.decided':
      return { ...list, items: without(list.items, event.data.id) };
    default:
      return list;
  }
});

/** One's own applications, the latest first: all that is told of them is that one was received, or was approved. */
export const reduceOwnLeadApplications = reducer<OwnLeadApplications>((list, event) => {
  switch (event.type) {
    case 'lead_application.received':
      return { ...list, items: [event.data, ...without(list.items, event.data.id)] };
    case 'lead_application.approved': {
      const { application } = event.data;
      return { ...list, items: list.items.map((item) => (item.id === application.id ? application : item)) };
    }
    default:
      return list;
  }
});
