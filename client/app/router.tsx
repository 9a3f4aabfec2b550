import { createRouter } from '@tanstack/react-router';
import { groupPages } from './pages/groups.ts';
import { managingPages } from './pages/managing.ts';
import { openPages } from './pages/open.ts';
import { ownPages } from './pages/own.ts';
import { member, root } from './pages/root.ts';
import { staffPages } from './pages/staff.ts';

export const router = createRouter({
  routeTree: root.addChildren([
    ...openPages,
    member.addChildren([...groupPages, ...ownPages, ...managingPages, ...staffPages]),
  ]),
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  // A topic brings its reader to the post they left off at.
  getScrollRestorationKey: ({ pathname, href }) => (pathname.startsWith('/t/') ? pathname.split('/')[2]! : href),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
