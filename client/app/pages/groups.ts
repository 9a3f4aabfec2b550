import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Category } from '../../../shared/memberships.ts';
import { groupQuery } from '../../groups/queries.ts';
import { topicQuery } from '../../topics/queries.ts';
import { queryClient } from '../query-client.ts';
import { member } from './root.ts';

const CATEGORIES: unknown[] = ['Identity', 'Industry', 'Interest', 'Impact'] satisfies Category[];

/** The parts of the leaders' console; without one it opens with its overview. */
export type ConsoleTab = 'queue' | 'requests' | 'invitations' | 'sanctions' | 'rules' | 'log';

const TABS: unknown[] = ['queue', 'requests', 'invitations', 'sanctions', 'rules', 'log'] satisfies ConsoleTab[];

const home = createRoute({
  getParentRoute: () => member,
  path: '/',
  validateSearch: ({ category }: Record<string, unknown>): { category?: Category } =>
    CATEGORIES.includes(category) ? { category: category as Category } : {},
  component: lazyRouteComponent(() => import('../../groups/groups-page.tsx'), 'GroupsPage'),
});
const group = createRoute({
  getParentRoute: () => member,
  path: '/g/$slug',
  validateSearch: ({ forum }: Record<string, unknown>): { forum?: string } =>
    typeof forum === 'string' ? { forum } : {},
  loader: ({ params }) => void queryClient.prefetchQuery(groupQuery(params.slug)),
  component: lazyRouteComponent(() => import('../../groups/group-page.tsx'), 'GroupPage'),
});
const groupMembers = createRoute({
  getParentRoute: () => member,
  path: '/g/$slug/members',
  component: lazyRouteComponent(() => import('../../groups/members-page.tsx'), 'MembersPage'),
});
const manageGroup = createRoute({
  getParentRoute: () => member,
  path: '/g/$slug/manage',
  // What is left out would stay as it was asked for.
  validateSearch: ({ tab }: Record<string, unknown>): { tab?: ConsoleTab } => ({
    tab: TABS.includes(tab) ? (tab as ConsoleTab) : undefined,
  }),
  component: lazyRouteComponent(() => import('../../console/console-page.tsx'), 'ConsolePage'),
});
const suggestGroup = createRoute({
  getParentRoute: () => member,
  path: '/groups/suggest',
  component: lazyRouteComponent(() => import('../../leads/suggest-page.tsx'), 'SuggestPage'),
});
const newTopic = createRoute({
  getParentRoute: () => member,
  path: '/g/$slug/new',
  validateSearch: ({ forum }: Record<string, unknown>): { forum?: string } =>
    typeof forum === 'string' ? { forum } : {},
  component: lazyRouteComponent(() => import('../../topics/new-topic-page.tsx'), 'NewTopicPage'),
});
const topic = createRoute({
  getParentRoute: () => member,
  path: '/t/$id/{-$number}',
  loader: ({ params }) => void queryClient.prefetchQuery(topicQuery(params.id)),
  component: lazyRouteComponent(() => import('../../topics/topic-page.tsx'), 'TopicPage'),
});

/** Groups, and what is said in them. */
export const groupPages = [home, group, groupMembers, manageGroup, suggestGroup, newTopic, topic];
