import type { Account, Credentials, Me, Profile, Registration, Session, SignedIn } from '../../shared/accounts.ts';
import type {
  Forum,
  Group,
  GroupCards,
  GroupChanges,
  GroupMember,
  GroupMembers,
  NewForum,
  NewGroup,
} from '../../shared/groups.ts';
import type { Category, MembershipRole } from '../../shared/memberships.ts';
import type { HeldAnswer } from '../../shared/rules.ts';
import type {
  NewPost,
  NewTopic,
  PostAnswer,
  Posts,
  Revisions,
  TopicCreated,
  TopicPage,
  Topics,
  TopicView,
} from '../../shared/topics.ts';
import { address, search } from './address.ts';
import { ask } from './http.ts';
import { askWith } from './request.ts';

/** All that the client asks of the server, by resource. Paths and bodies stand nowhere else. */

export const auth = {
  register: (registration: Registration) => askWith<SignedIn>(null, 'POST', '/auth/register', registration),
  signIn: (credentials: Credentials) => askWith<SignedIn>(null, 'POST', '/auth/login', credentials),
  signOut: () => ask<void>('POST', '/auth/logout'),
};

export const accounts = {
  me: () => ask<Me>('GET', '/me'),
  rename: (displayName: string) => ask<Me>('PATCH', '/me', { displayName }),
  sessions: () => ask<{ items: Session[]; next: string | null }>('GET', '/me/sessions'),
  endSession: (id: string) => ask<void>('DELETE', address`/me/sessions/${id}`),
  profile: (username: string) => ask<Profile>('GET', address`/accounts/${username}`),
  setRole: (username: string, role: Account['role']) => ask<Profile>('PATCH', address`/accounts/${username}`, { role }),
};

export const groups = {
  list: (query: { category?: Category; cursor?: string; limit?: number }) =>
    ask<GroupCards>('GET', `/groups${search(query)}`),
  one: (slug: string) => ask<Group>('GET', address`/groups/${slug}`),
  create: (group: NewGroup) => ask<Group>('POST', '/groups', group),
  change: (slug: string, changes: GroupChanges) => ask<Group>('PATCH', address`/groups/${slug}`, changes),
  join: (slug: string, guidelinesVersion: number) =>
    ask<Group>('POST', address`/groups/${slug}/membership`, { guidelinesVersion }),
  leave: (slug: string) => ask<void>('DELETE', address`/groups/${slug}/membership`),
  members: (slug: string, cursor?: string) =>
    ask<GroupMembers>('GET', address`/groups/${slug}/members` + search({ cursor, limit: 100 })),
  setRole: (slug: string, username: string, role: MembershipRole) =>
    ask<GroupMember>('PATCH', address`/groups/${slug}/members/${username}`, { role }),
  remove: (slug: string, username: string, reason?: string) =>
    ask<void>('DELETE', address`/groups/${slug}/members/${username}`, reason ? { reason } : {}),
  createForum: (slug: string, forum: NewForum) => ask<Forum>('POST', address`/groups/${slug}/forums`, forum),
};

export const topics = {
  list: (slug: string, query: { forum?: string; cursor?: string; limit?: number }) =>
    ask<Topics>('GET', address`/groups/${slug}/topics` + search(query)),
  create: (slug: string, topic: NewTopic) =>
    ask<TopicCreated | HeldAnswer>('POST', address`/groups/${slug}/topics`, topic),
  one: (id: string) => ask<TopicPage>('GET', address`/topics/${id}`),
  read: (id: string, number: number) => ask<void>('PUT', address`/topics/${id}/read`, { number }),
  view: (id: string) => ask<TopicView>('PUT', address`/topics/${id}/view`),
};

export const posts = {
  run: (topicId: string, from: number, limit: number) =>
    ask<Posts>('GET', address`/topics/${topicId}/posts` + search({ from, limit })),
  create: (topicId: string, post: NewPost) =>
    ask<PostAnswer | HeldAnswer>('POST', address`/topics/${topicId}/posts`, post),
  edit: (id: string, body: string) => ask<PostAnswer>('PATCH', address`/posts/${id}`, { body }),
  remove: (id: string) => ask<PostAnswer>('DELETE', address`/posts/${id}`),
  revisions: (id: string) => ask<Revisions>('GET', address`/posts/${id}/revisions`),
  giveKudos: (id: string) => ask<PostAnswer>('PUT', address`/posts/${id}/kudos`),
  withdrawKudos: (id: string) => ask<PostAnswer>('DELETE', address`/posts/${id}/kudos`),
};
