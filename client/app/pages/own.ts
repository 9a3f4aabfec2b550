import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { member } from './root.ts';

const profile = createRoute({
  getParentRoute: () => member,
  path: '/u/$username',
  component: lazyRouteComponent(() => import('../../accounts/profile-page.tsx'), 'ProfilePage'),
});
const myRank = createRoute({
  getParentRoute: () => member,
  path: '/me/rank',
  component: lazyRouteComponent(() => import('../../ranks/my-rank-page.tsx'), 'MyRankPage'),
});
const ownActs = createRoute({
  getParentRoute: () => member,
  path: '/me/acts',
  component: lazyRouteComponent(() => import('../../moderation/own-acts-page.tsx'), 'OwnActsPage'),
});
const ownDealings = createRoute({
  getParentRoute: () => member,
  path: '/me/partners',
  component: lazyRouteComponent(() => import('../../partners/own-page.tsx'), 'OwnDealingsPage'),
});
const apply = createRoute({
  getParentRoute: () => member,
  path: '/partners/$slug/apply',
  component: lazyRouteComponent(() => import('../../partners/apply-page.tsx'), 'ApplyPage'),
});
const inbox = createRoute({
  getParentRoute: () => member,
  path: '/inbox',
  validateSearch: ({ show }: Record<string, unknown>): { show?: 'unread' } =>
    show === 'unread' ? { show: 'unread' } : {},
  component: lazyRouteComponent(() => import('../../notices/inbox-page.tsx'), 'InboxPage'),
});
const mySubscriptions = createRoute({
  getParentRoute: () => member,
  path: '/me/subscriptions',
  component: lazyRouteComponent(() => import('../../subscriptions/subscriptions-page.tsx'), 'SubscriptionsPage'),
});
const messages = createRoute({
  getParentRoute: () => member,
  path: '/messages',
  component: lazyRouteComponent(() => import('../../messages/messages-page.tsx'), 'MessagesPage'),
});
const noConversation = createRoute({
  getParentRoute: () => messages,
  path: '/',
  component: lazyRouteComponent(() => import('../../messages/messages-page.tsx'), 'NoConversation'),
});
const conversation = createRoute({
  getParentRoute: () => messages,
  path: '/$id',
  component: lazyRouteComponent(() => import('../../messages/conversation-page.tsx'), 'ConversationPage'),
});
const writeTo = createRoute({
  getParentRoute: () => messages,
  path: '/to/{-$username}',
  component: lazyRouteComponent(() => import('../../messages/write-page.tsx'), 'WritePage'),
});
const drafts = createRoute({
  getParentRoute: () => member,
  path: '/drafts',
  component: lazyRouteComponent(() => import('../../drafts/drafts-page.tsx'), 'DraftsPage'),
});
const settings = createRoute({
  getParentRoute: () => member,
  path: '/settings',
  component: lazyRouteComponent(() => import('../../accounts/settings-page.tsx'), 'SettingsPage'),
});

/** What is one’s own, and other members. */
export const ownPages = [
  profile,
  myRank,
  ownActs,
  ownDealings,
  apply,
  inbox,
  mySubscriptions,
  messages.addChildren([noConversation, conversation, writeTo]),
  drafts,
  settings,
];
