import * as A from '../../shared/accounts.ts';
import * as G from '../../shared/groups.ts';
import * as R from '../../shared/ranks.ts';
import * as T from '../../shared/topics.ts';
import { PageQuery, page } from '../../shared/values.ts';
import { createAccount, login, logout, openSession, refresh, revokeSession } from '../accounts/actions.ts';
import { readProfile, readSessions } from '../accounts/views.ts';
import { changeGroup, createForum, createGroup } from '../groups/actions.ts';
import { presentForum } from '../groups/forum.ts';
import { assignRole, changeDisplayName } from '../groups/labels.ts';
import { changeRole, joinGroup, leaveGroup, removeMember } from '../groups/membership-actions.ts';
import { readForums, readGroup, readGroups, readMe, readMember, readMembers } from '../groups/views.ts';
import { readMyRank, readRanks } from '../ranks/views.ts';
import { createTopic, reply } from '../topics/actions.ts';
import { editPost, giveKudos, removePost, withdrawKudos } from '../topics/post-actions.ts';
import { markRead } from '../topics/reading.ts';
import { readPosts, readRevisions, readTopicPage, readTopics } from '../topics/views.ts';
import { clearRefreshCookie, refreshCookie, signedInAnswer } from './refresh-cookie.ts';
import { open, Reply, type Route, signedIn } from './route.ts';

const Sessions = page(A.Session);

/** The whole API, below `/api/v1`. */
export const routes: Route[] = [
  open(
    'POST',
    '/auth/register',
    { summary: 'Make an account', body: A.Registration, answer: A.SignedIn, status: 201, limit: 'register' },
    async ({ body, tokens, request, response }) => {
      const signIn = await openSession(await createAccount(body), request.get('user-agent') ?? '');
      return signedInAnswer(signIn, tokens, request, response);
    },
  ),
  open(
    'POST',
    '/auth/login',
    { summary: 'Sign in', body: A.Credentials, answer: A.SignedIn, limit: 'login' },
    async ({ body, tokens, request, response }) =>
      signedInAnswer(await login(body, request.get('user-agent') ?? ''), tokens, request, response),
  ),
  open(
    'POST',
    '/auth/refresh',
    { summary: 'Take the refresh cookie for a new access token', answer: A.SignedIn, limit: 'refresh' },
    async ({ tokens, request, response }) =>
      signedInAnswer(await refresh(refreshCookie(request)), tokens, request, response),
  ),
  open('POST', '/auth/logout', { summary: 'End the session' }, async ({ request, response }) => {
    await logout(refreshCookie(request));
    clearRefreshCookie(request, response);
  }),

  signedIn('GET', '/me', { summary: 'One’s own account', answer: A.Me }, ({ viewer }) => readMe(viewer)),
  signedIn(
    'PATCH',
    '/me',
    { summary: 'Change one’s own account', body: A.AccountChanges, answer: A.Me },
    async ({ viewer, body }) => {
      await changeDisplayName(viewer, body.displayName);
      return readMe(viewer);
    },
  ),
  signedIn('GET', '/me/rank', { summary: 'One’s own rank', answer: R.MyRank }, ({ viewer }) => readMyRank(viewer)),
  signedIn('GET', '/me/sessions', { summary: 'Where one is signed in', answer: Sessions }, ({ viewer, sessionId }) =>
    readSessions(viewer, sessionId),
  ),
  signedIn('DELETE', '/me/sessions/:id', { summary: 'Sign out elsewhere' }, ({ viewer, params }) =>
    revokeSession(viewer, params.id),
  ),
  signedIn('GET', '/accounts/:username', { summary: 'A member’s profile', answer: A.Profile }, ({ params }) =>
    readProfile(params.username),
  ),
  signedIn(
    'PATCH',
    '/accounts/:username',
    { summary: 'Give a role on the site (staff)', body: A.RoleChange, answer: A.Profile },
    async ({ viewer, params, body }) => {
      await assignRole(viewer, params.username, body.role);
      return readProfile(params.username);
    },
  ),
  open('GET', '/ranks', { summary: 'The ladder of ranks', answer: R.Ranks }, () => readRanks()),

  signedIn(
    'GET',
    '/groups',
    { summary: 'Groups, the oldest first', query: G.GroupQuery, answer: G.GroupCards },
    ({ viewer, query }) => readGroups(viewer, query),
  ),
  signedIn(
    'POST',
    '/groups',
    { summary: 'Make a group (staff)', body: G.NewGroup, answer: G.Group, status: 201 },
    async ({ viewer, body }) => {
      const { slug } = await createGroup(viewer, body);
      return readGroup(viewer, slug);
    },
  ),
  signedIn('GET', '/groups/:slug', { summary: 'A group', answer: G.Group }, ({ viewer, params }) =>
    readGroup(viewer, params.slug),
  ),
  signedIn(
    'PATCH',
    '/groups/:slug',
    { summary: 'Change a group (leaders)', body: G.GroupChanges, answer: G.Group },
    async ({ viewer, params, body }) => {
      await changeGroup(viewer, params.slug, body);
      return readGroup(viewer, params.slug);
    },
  ),
  signedIn(
    'POST',
    '/groups/:slug/membership',
    { summary: 'Join a group', body: G.Joining, answer: G.Group, status: 201 },
    async ({ viewer, params, body }) => {
      await joinGroup(viewer, params.slug, body.guidelinesVersion);
      return readGroup(viewer, params.slug);
    },
  ),
  signedIn('DELETE', '/groups/:slug/membership', { summary: 'Leave a group' }, ({ viewer, params }) =>
    leaveGroup(viewer, params.slug),
  ),
  signedIn(
    'GET',
    '/groups/:slug/members',
    { summary: 'Members in the order they joined', query: PageQuery, answer: G.GroupMembers },
    ({ viewer, params, query }) => readMembers(viewer, params.slug, query),
  ),
  signedIn(
    'PATCH',
    '/groups/:slug/members/:username',
    { summary: 'Give or take a leader’s role (leaders)', body: G.RoleInGroup, answer: G.GroupMember },
    async ({ viewer, params, body }) => {
      await changeRole(viewer, params.slug, params.username, body.role);
      return readMember(params.slug, params.username);
    },
  ),
  signedIn(
    'DELETE',
    '/groups/:slug/members/:username',
    { summary: 'Remove a member (leaders)', body: G.Removal.optional() },
    ({ viewer, params, body }) => removeMember(viewer, params.slug, params.username, body?.reason),
  ),
  signedIn('GET', '/groups/:slug/forums', { summary: 'A group’s forums', answer: G.Forums }, ({ viewer, params }) =>
    readForums(viewer, params.slug),
  ),
  signedIn(
    'POST',
    '/groups/:slug/forums',
    { summary: 'Make a forum (leaders)', body: G.NewForum, answer: G.Forum, status: 201 },
    async ({ viewer, params, body }) => presentForum(await createForum(viewer, params.slug, body)),
  ),

  signedIn(
    'GET',
    '/groups/:slug/topics',
    { summary: 'Topics, the last active first', query: T.TopicQuery, answer: T.Topics },
    ({ viewer, params, query }) => readTopics(viewer, params.slug, query),
  ),
  signedIn(
    'POST',
    '/groups/:slug/topics',
    { summary: 'Start a topic', body: T.NewTopic, answer: T.TopicCreated, status: 201, limit: 'post' },
    async ({ viewer, params, body }) => answerCreated(await createTopic(viewer, params.slug, body)),
  ),
  signedIn('GET', '/topics/:id', { summary: 'A topic', answer: T.TopicPage }, ({ viewer, params }) =>
    readTopicPage(viewer, params.id),
  ),
  signedIn(
    'GET',
    '/topics/:id/posts',
    { summary: 'Posts by number', query: T.PostQuery, answer: T.Posts },
    ({ viewer, params, query }) => readPosts(viewer, params.id, query),
  ),
  signedIn(
    'POST',
    '/topics/:id/posts',
    { summary: 'Reply', body: T.NewPost, answer: T.PostAnswer, status: 201, limit: 'post' },
    async ({ viewer, params, body }) => answerCreated(await reply(viewer, params.id, body)),
  ),
  signedIn(
    'PUT',
    '/topics/:id/read',
    { summary: 'Note how far one has read', body: T.ReadUpTo },
    ({ viewer, params, body }) => markRead(viewer, params.id, body.number),
  ),
  signedIn(
    'PATCH',
    '/posts/:id',
    { summary: 'Edit one’s own post', body: T.PostChanges, answer: T.PostAnswer },
    ({ viewer, params, body }) => editPost(viewer, params.id, body.body),
  ),
  signedIn('DELETE', '/posts/:id', { summary: 'Remove a post', answer: T.PostAnswer }, ({ viewer, params }) =>
    removePost(viewer, params.id),
  ),
  signedIn(
    'GET',
    '/posts/:id/revisions',
    { summary: 'What a post said before', answer: T.Revisions },
    ({ viewer, params }) => readRevisions(viewer, params.id),
  ),
  signedIn('PUT', '/posts/:id/kudos', { summary: 'Give kudos', answer: T.PostAnswer }, ({ viewer, params }) =>
    giveKudos(viewer, params.id),
  ),
  signedIn('DELETE', '/posts/:id/kudos', { summary: 'Take kudos back', answer: T.PostAnswer }, ({ viewer, params }) =>
    withdrawKudos(viewer, params.id),
  ),
];

/** 201 for what was made now, 200 for what the client had made before under the same name. */
function answerCreated({ created, ...body }: { created: boolean }): Reply {
  return new Reply(created ? 201 : 200, body);
}
