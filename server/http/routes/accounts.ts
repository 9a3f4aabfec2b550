import * as A from '../../../shared/accounts.ts';
import { page } from '../../../shared/values.ts';
import { login, logout, refresh, revokeSession } from '../../accounts/actions.ts';
import { readProfile, readSessions } from '../../accounts/views.ts';
import { toId } from '../../db/id.ts';
import { assignRole } from '../../groups/labels.ts';
import { readMe } from '../../groups/views.ts';
import { badgesOf } from '../../partners/badge-views.ts';
import { changeName } from '../../partners/expert-labels.ts';
import { register } from '../../site/register.ts';
import { clearRefreshCookie, refreshCookie, signedInAnswer } from '../refresh-cookie.ts';
import { open, type Route, signedIn } from '../route.ts';

const Sessions = page(A.Session);

/** Signing in and out, one's own account, others' profiles. */
export const accountRoutes: Route[] = [
  open(
    'POST',
    '/auth/register',
    { summary: 'Make an account', body: A.Registration, answer: A.SignedIn, status: 201, limit: 'register' },
    async ({ body, tokens, request, response }) =>
      signedInAnswer(await register(body, request.get('user-agent') ?? ''), tokens, request, response),
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
      await changeName(viewer, body.displayName);
      return readMe(viewer);
    },
  ),
  signedIn('GET', '/me/sessions', { summary: 'Where one is signed in', answer: Sessions }, ({ viewer, sessionId }) =>
    readSessions(viewer, sessionId),
  ),
  signedIn('DELETE', '/me/sessions/:id', { summary: 'Sign out elsewhere' }, ({ viewer, params }) =>
    revokeSession(viewer, params.id),
  ),
  signedIn('GET', '/accounts/:username', { summary: 'A member’s profile', answer: A.Profile }, ({ params }) =>
    profileWithBadges(params.username),
  ),
  signedIn(
    'PATCH',
    '/accounts/:username',
    { summary: 'Give a role on the site (staff)', body: A.RoleChange, answer: A.Profile },
    async ({ viewer, params, body }) => {
      await assignRole(viewer, params.username, body.role);
      return profileWithBadges(params.username);
    },
  ),
];

async function profileWithBadges(username: string): Promise<A.Profile> {
  const profile = await readProfile(username);
  return { ...profile, badges: await badgesOf(toId(profile.member.id)) };
}
