import type { ServiceTokens } from '../partners/facts.ts';
import { reducer, without } from './reducer.ts';

/** The tokens services speak by, the latest first. */
export const reduceServiceTokens = reducer<ServiceTokens>((list, event) => {
  switch (event.type) {
    case 'service_token.made':
      return { ...list, items: [event.data, ...without(list.items, event.data.id)] };
    case 'service_token.revoked':
      return { ...list, items: without(list.items, event.data.id) };
    default:
      return list;
  }
});
