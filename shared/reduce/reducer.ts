import type { LoggedEvent } from '../events.ts';
import type { Head } from '../values.ts';

/** Applies an event to what is shown; `viewer` is the account that looks at it. Pure. */
export type Reducer<View> = (view: View, event: LoggedEvent, viewer: string) => View;

/**
 * Makes a reducer of a step that changes a view by an event of the view's own stream.
 * An event the view has seen already (`seq` at or below its head) changes nothing, so repeats do no harm.
 * `topic.read` comes from another stream, the viewer's own; it only ever raises a number, so it needs no head.
 */
export function reducer<View extends { head: Head }>(step: Reducer<View>): Reducer<View> {
  return (view, event, viewer) => {
    if (event.type === 'topic.read') return step(view, event, viewer);
    if (event.stream !== view.head.stream || event.seq <= view.head.seq) return view;
    return { ...step(view, event, viewer), head: { stream: event.stream, seq: event.seq } };
  };
}

/** The list with each item that `matches` changed by `change`; the same list when there is none. */
export function mapWhere<Item>(items: Item[], matches: (item: Item) => boolean, change: (item: Item) => Item): Item[] {
  return items.some(matches) ? items.map((item) => (matches(item) ? change(item) : item)) : items;
}
