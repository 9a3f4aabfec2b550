import type { Head } from '../../shared/values.ts';
import { withoutRepeats } from './use-more.ts';

type Paged = { items: { id: string }[]; next: string | null; head: Head };

/** A live list and its following page as one. */
export function addPage<Data extends Paged>(shown: Data, page: Data): Data {
  return { ...page, items: withoutRepeats(shown.items, page.items, ({ id }) => id), head: olderHead(shown, page) };
}

/** The older head of the two: what lies between is then applied to both parts, which does no harm. */
export function olderHead(shown: { head: Head }, page: { head: Head }): Head {
  return page.head.seq < shown.head.seq ? page.head : shown.head;
}
