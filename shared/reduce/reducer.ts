import type { EventType, LoggedEvent } from '../events.ts';
import type { Head } from '../values.ts';

/** Applies an event to what is shown; `viewer` is the account that looks at it. Pure. */
export type Reducer<View> = (view: View, event: LoggedEvent, viewer: string) => View;

/**
 * Makes a reducer of a step that changes a view by an event of the view's own stream.
 * An event the view has seen already (`seq` at or below its head) changes nothing. A view may still hold what an event
 * after its head says, for the head is read before the data: steps must bear being told a thing twice.
 * @param elsewhere events of other streams that also change the view. The view's head says nothing about those, so
 * they must carry the whole of what they change: then the last one heard is right, whatever was shown before.
 */
export function reducer<View extends { head: Head }>(step: Reducer<View>, elsewhere: EventType[] = []): Reducer<View> {
  return (view, event, viewer) => {
    const { stream, seq } = event;
    if (stream !== view.head.stream) return elsewhere.includes(event.type) ? step(view, event, viewer) : view;
    return seq <= view.head.seq ? view : { ...step(view, event, viewer), head: { stream, seq } };
  };
}

/** The list with each item that `matches` changed by `change`; the same list when there is none. */
export function mapWhere<Item>(items: Item[], matches: (item: Item) => boolean, change: (item: Item) => Item): Item[] {
  return items.some(matches) ? items.map((item) => (matches(item) ? change(item) : item)) : items;
}

/** The list without the item of that id. */
export const without = <Item extends { id: string }>(items: Item[], id: string): Item[] =>
  items.filter((item) => item.id !== id);

/** A list with an item where it belongs, unless it is there. What comes beyond the last that is shown is for the next page. */
export function withItem<Item extends { id: string }>(
  { items, next }: { items: Item[]; next: string | null },
  fresh: Item,
  order: (a: Item, b: Item) => number,
): Item[] {
  const last = items.at(-1);
  if (items.some(({ id }) => id === fresh.id)) return items;
  if (next !== null && (!last || order(last, fresh) < 0)) return items;
  return [...items, fresh].sort(order);
}
