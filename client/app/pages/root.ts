import { createRootRoute, createRoute, redirect } from '@tanstack/react-router';
import { session } from '../../api/session.ts';
import { ErrorPage } from '../error-page.tsx';
import { NotFound } from '../not-found.tsx';
import { Shell } from '../shell.tsx';

export const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: ErrorPage });

/** What lies below is for those who are signed in. */
export const member = createRoute({
  getParentRoute: () => root,
  id: 'member',
  beforeLoad: ({ location }) => {
    const state = session.get();
    if (state.status !== 'out') return;
    // Who has left on purpose begins anew; everyone else comes back to where they wanted to be.
    const search = location.href === '/' || state.reason === 'left' ? {} : { to: location.href };
    throw redirect({ to: '/sign-in', search, replace: true });
  },
});
