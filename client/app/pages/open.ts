import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { session } from '../../api/session.ts';
import { root } from './root.ts';

type SignInSearch = { to?: string };
const signInSearch = ({ to }: Record<string, unknown>): SignInSearch =>
  typeof to === 'string' && /^\/(?!\/)/.test(to) ? { to } : {};

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: signInSearch,
  beforeLoad: ({ search }) => sendHome(search),
  component: lazyRouteComponent(() => import('../../accounts/sign-in-page.tsx'), 'SignInPage'),
});
const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  validateSearch: signInSearch,
  beforeLoad: ({ search }) => sendHome(search),
  component: lazyRouteComponent(() => import('../../accounts/sign-up-page.tsx'), 'SignUpPage'),
});
const ranks = createRoute({
  getParentRoute: () => root,
  path: '/ranks',
  component: lazyRouteComponent(() => import('../../ranks/ranks-page.tsx'), 'RanksPage'),
});
const help = createRoute({
  getParentRoute: () => root,
  path: '/help',
  component: lazyRouteComponent(() => import('../../help/help-page.tsx'), 'HelpPage'),
});
const partners = createRoute({
  getParentRoute: () => root,
  path: '/partners',
  component: lazyRouteComponent(() => import('../../partners/public-list-page.tsx'), 'PartnersPage'),
});
const partner = createRoute({
  getParentRoute: () => root,
  path: '/partners/$slug',
  component: lazyRouteComponent(() => import('../../partners/public-partner-page.tsx'), 'PartnerLandingPage'),
});
const badge = createRoute({
  getParentRoute: () => root,
  path: '/badges/$id',
  component: lazyRouteComponent(() => import('../../partners/public-badge-page.tsx'), 'BadgePage'),
});
/** Links in mails lead here, for whoever reads them. */
const unsubscribe = createRoute({
  getParentRoute: () => root,
  path: '/unsubscribe',
  validateSearch: ({ token }: Record<string, unknown>): { token: string } => ({
    token: typeof token === 'string' ? token : '',
  }),
  component: lazyRouteComponent(() => import('../../mail/unsubscribe-page.tsx'), 'UnsubscribePage'),
});

/** Pages for everyone. */
export const openPages = [signIn, signUp, ranks, help, partners, partner, badge, unsubscribe];

function sendHome({ to }: SignInSearch): void {
  if (session.get().status === 'in') throw redirect({ to: to ?? '/', replace: true });
}
