import { strings } from '../strings.ts';

let title = '';
let unread = 0;

export function setTitle(next: string): void {
  title = next;
  show();
}

/** The number of topics with something new, before the page's title. */
export function setUnread(next: number): void {
  unread = next;
  show();
}

function show(): void {
  const name = title && title !== strings.name ? `${title} · ${strings.name}` : strings.name;
  document.title = unread > 0 ? `(${unread > 99 ? '99+' : unread}) ${name}` : name;
}
