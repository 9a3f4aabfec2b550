import type { News } from './news.ts';

/** What is told at this moment, the oldest first: at most `SHELF_SIZE` toasts, each of news that belong together. Pure. */
export type Shelf = readonly Toast[];
export type Toast = { key: string; news: readonly [News, ...News[]] };

export const SHELF_SIZE = 3;

/**
 * Puts news on the shelf: to those they belong to, or in the place of the oldest.
 * @param kept toasts someone has a hand on, which are not taken away while another can be.
 */
export function putOn(shelf: Shelf, news: News, kept: (key: string) => boolean = () => false): Shelf {
  const there = shelf.find(({ key }) => key === news.key);
  if (there?.news.some(({ id }) => id === news.id)) return shelf;
  if (there) {
    const grown: Toast = { ...there, news: [...there.news, news] };
    return shelf.map((toast) => (toast === there ? grown : toast));
  }
  const added: Toast = { key: news.key, news: [news] };
  if (shelf.length < SHELF_SIZE) return [...shelf, added];
  const oldest = shelf.find(({ key }) => !kept(key)) ?? shelf[0];
  return [...shelf.filter((toast) => toast !== oldest), added];
}

export const takeOff = (shelf: Shelf, key: string): Shelf =>
  shelf.some((toast) => toast.key === key) ? shelf.filter((toast) => toast.key !== key) : shelf;

/** Without what has been read meanwhile, here or elsewhere. */
export function withoutRead(shelf: Shelf, isRead: (id: string) => boolean): Shelf {
  const left = shelf.filter(({ news }) => !news.every(({ id }) => isRead(id)));
  return left.length === shelf.length ? shelf : left;
}
