import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import type { MailState } from '../../shared/mail.ts';
import type { Category } from '../../shared/memberships.ts';
import { session } from '../api/session.ts';
import { groupQuery } from '../groups/queries.ts';
import { topicQuery } from '../topics/queries.ts';
import { ErrorPage } from './error-page.tsx';
import { NotFound } from './not-found.tsx';
import { queryClient } from './query-client.ts';
import { Shell } from './shell.tsx';

const MAIL_STATES: unknown[] = ['waiting', 'sent', 'failed', 'kept'] satisfies MailState[];
const CATEGORIES: unknown[] = ['Identity', 'Industry', 'Interest', 'Impact'] satisfies Category[];

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: ErrorPage });

type SignInSearch = { to?: string };
const signInSearch = ({ to }: Record<string, unknown>): SignInSearch =>
  typeof to === 'string' && /^\/(?!\/)/.test(to) ? { to } : {};

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: signInSearch,
  beforeLoad: ({ search }) => sendHome(search),
  component: lazyRouteComponent(() => import('../accounts/sign-in-page.tsx'), 'SignInPage'),
});
const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  validateSearch: signInSearch,
  beforeLoad: ({ search }) => sendHome(search),
  component: lazyRouteComponent(() => import('../accounts/sign-up-page.tsx'), 'SignUpPage'),
});
const ranks = createRoute({
  getParentRoute: () => root,
  path: '/ranks',
  component: lazyRouteComponent(() => import('../ranks/ranks-page.tsx'), 'RanksPage'),
});
const help = createRoute({
  getParentRoute: () => root,
  path: '/help',
  component: lazyRouteComponent(() => import('../help/help-page.tsx'), 'HelpPage'),
});

/** Links in mails lead here, for whoever reads them. */
const unsubscribe = createRoute({
  getParentRoute: () => root,
  path: '/unsubscribe',
  validateSearch: ({ token }: Record<string, unknown>): { token: string } => ({
    token: typeof token === 'string' ? token : '',
  }),
  component: lazyRouteComponent(() => import('../mail/unsubscribe-page.tsx'), 'UnsubscribePage'),
});

/** Everything below is for those who are signed in. */
const member = createRoute({
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

const home = createRoute({
  getParentRoute: () => member,
  path: '/',
  validateSearch: ({ category }: Record<string, unknown>): { category?: Category } =>
    CATEGORIES.includes(category) ? { category: category as Category } : {},
  component: lazyRouteComponent(() => import('../groups/groups-page.tsx'), 'GroupsPage'),
});
const group = createRoute({
  getParentRoute: () => member,
  path: '/g/$slug',
  validateSearch: ({ forum }: Record<string, unknown>): { forum?: string } =>
    typeof forum === 'string' ? { forum } : {},
  loader: ({ params }) => void queryClient.prefetchQuery(groupQuery(params.slug)),
  component: lazyRouteComponent(() => import('../groups/group-page.tsx'), 'GroupPage'),
});
const groupMembers = createRoute({
  getParentRoute: () => member,
  path: '/g/$slug/members',
  component: lazyRouteComponent(() => import('../groups/members-page.tsx'), 'MembersPage'),
});
const manageGroup = createRoute({
  getParentRoute: () => member,
  path: '/g/$slug/manage',
  validateSearch: ({ tab }: Record<string, unknown>): { tab?: 'invitations' | 'sanctions' } =>
    tab === 'invitations' || tab === 'sanctions' ? { tab } : {},
  component: lazyRouteComponent(() => import('../joining/manage-page.tsx'), 'ManagePage'),
});
const suggestGroup = createRoute({
  getParentRoute: () => member,
  path: '/groups/suggest',
  component: lazyRouteComponent(() => import('../leads/suggest-page.tsx'), 'SuggestPage'),
});
const leadApplications = createRoute({
  getParentRoute: () => member,
  path: '/staff/lead-applications',
  component: lazyRouteComponent(() => import('../leads/lead-applications-page.tsx'), 'LeadApplicationsPage'),
});
const newTopic = createRoute({
  getParentRoute: () => member,
  path: '/g/$slug/new',
  validateSearch: ({ forum }: Record<string, unknown>): { forum?: string } =>
    typeof forum === 'string' ? { forum } : {},
  component: lazyRouteComponent(() => import('../topics/new-topic-page.tsx'), 'NewTopicPage'),
});
const topic = createRoute({
  getParentRoute: () => member,
  path: '/t/$id/{-$number}',
  loader: ({ params }) => void queryClient.prefetchQuery(topicQuery(params.id)),
  component: lazyRouteComponent(() => import('../topics/topic-page.tsx'), 'TopicPage'),
});
const myRank = createRoute({
  getParentRoute: () => member,
  path: '/me/rank',
  component: lazyRouteComponent(() => import('../ranks/my-rank-page.tsx'), 'MyRankPage'),
});
const profile = createRoute({
  getParentRoute: () => member,
  path: '/u/$username',
  component: lazyRouteComponent(() => import('../accounts/profile-page.tsx'), 'ProfilePage'),
});
const drafts = createRoute({
  getParentRoute: () => member,
  path: '/drafts',
  component: lazyRouteComponent(() => import('../drafts/drafts-page.tsx'), 'DraftsPage'),
});
const settings = createRoute({
  getParentRoute: () => member,
  path: '/settings',
  component: lazyRouteComponent(() => import('../accounts/settings-page.tsx'), 'SettingsPage'),
});

const ofGroups = [home, group, groupMembers, manageGroup, suggestGroup, leadApplications];
const messages = createRoute({
  getParentRoute: () => member,
  path: '/messages',
  component: lazyRouteComponent(() => import('../messages/messages-page.tsx'), 'MessagesPage'),
});
const noConversation = createRoute({
  getParentRoute: () => messages,
  path: '/',
  component: lazyRouteComponent(() => import('../messages/messages-page.tsx'), 'NoConversation'),
});
const conversation = createRoute({
  getParentRoute: () => messages,
  path: '/$id',
  component: lazyRouteComponent(() => import('../messages/conversation-page.tsx'), 'ConversationPage'),
});
const writeTo = createRoute({
  getParentRoute: () => messages,
  path: '/to/{-$username}',
  component: lazyRouteComponent(() => import('../messages/write-page.tsx'), 'WritePage'),
});

const messageReports = createRoute({
  getParentRoute: () => member,
  path: '/staff/message-reports',
  component: lazyRouteComponent(() => import('../messages/reports-page.tsx'), 'ReportsPage'),
});
const ofMessages = [messages.addChildren([noConversation, conversation, writeTo]), messageReports];

const outbox = createRoute({
  getParentRoute: () => member,
  path: '/staff/outbox',
  validateSearch: ({ state }: Record<string, unknown>): { state?: MailState } =>
    MAIL_STATES.includes(state) ? { state: state as MailState } : {},
  component: lazyRouteComponent(() => import('../mail/outbox-page.tsx'), 'OutboxPage'),
});
const outboxMail = createRoute({
  getParentRoute: () => member,
  path: '/staff/outbox/$id',
  component: lazyRouteComponent(() => import('../mail/outbox-mail-page.tsx'), 'OutboxMailPage'),
});

const inbox = createRoute({
  getParentRoute: () => member,
  path: '/inbox',
  validateSearch: ({ show }: Record<string, unknown>): { show?: 'unread' } =>
    show === 'unread' ? { show: 'unread' } : {},
  component: lazyRouteComponent(() => import('../notices/inbox-page.tsx'), 'InboxPage'),
});
const mySubscriptions = createRoute({
  getParentRoute: () => member,
  path: '/me/subscriptions',
  component: lazyRouteComponent(() => import('../subscriptions/subscriptions-page.tsx'), 'SubscriptionsPage'),
});

const ofMembers = [
  inbox,
  mySubscriptions,
  outbox,
  outboxMail,
  ...ofGroups,
  ...ofMessages,
  newTopic,
  topic,
  myRank,
  profile,
  drafts,
  settings,
];

export const router = createRouter({
  routeTree: root.addChildren([signIn, signUp, ranks, help, unsubscribe, member.addChildren(ofMembers)]),
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

function sendHome({ to }: SignInSearch): void {
  if (session.get().status === 'in') throw redirect({ to: to ?? '/', replace: true });
}
