import type { LoggedEvent } from '../events.ts';
import type { Qualification } from '../partners/qualification.ts';
import { mapWhere } from './reducer.ts';

/** What a partner's managers see of people, with how someone qualifies as of an event. @param accountOf whom an item is about. */
export function requalified<Item extends { qualification: Qualification }>(
  items: Item[],
  event: LoggedEvent,
  accountOf: (item: Item) => string,
): Item[] {
  if (event.type !== 'qualification.changed') return items;
  const { accountId, qualification } = event.data;
  return mapWhere(
    items,
    (item) => accountOf(item) === accountId,
    (item) => ({ ...item, qualification }),
  );
}
