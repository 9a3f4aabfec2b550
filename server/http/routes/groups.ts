import * as G from '../../../shared/groups.ts';
import { PageQuery } from '../../../shared/values.ts';
import { changeGroup, createForum, createGroup } from '../../groups/actions.ts';
import { presentForum } from '../../groups/forum.ts';
import { acceptGuidelines } from '../../groups/guidelines.ts';
import { changeRole, handOver } from '../../groups/leadership-actions.ts';
import { leaveGroup } from '../../groups/membership-actions.ts';
import { readForums, readGroup, readGroups, readMember, readMembers } from '../../groups/views.ts';
import { join } from '../../joining/join.ts';
import { act } from '../../moderation/acting.ts';
import { type Route, signedIn } from '../route.ts';

/** Groups, their members and their forums. */
export const groupRoutes: Route[] = [
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
      await join(viewer, params.slug, body.guidelinesVersion);
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
      return readMember(viewer, params.slug, params.username);
    },
  ),
  signedIn(
    'DELETE',
    '/groups/:slug/members/:username',
    { summary: 'Remove a member (leaders)', body: G.Removal },
    async ({ viewer, params, body }) => {
      await act(viewer, params.slug, { kind: 'remove-member', username: params.username, reason: body.reason });
    },
  ),
  signedIn(
    'PUT',
    '/groups/:slug/leadership',
    { summary: 'Hand one’s leadership over to another member', body: G.Handover, answer: G.Group },
    async ({ viewer, params, body }) => {
      await handOver(viewer, params.slug, body.username);
      return readGroup(viewer, params.slug);
    },
  ),
  signedIn(
    'PUT',
    '/groups/:slug/guidelines-acceptance',
    { summary: 'Accept the guidelines as they are', body: G.GuidelinesAcceptance, answer: G.Group },
    async ({ viewer, params, body }) => {
      await acceptGuidelines(viewer, params.slug, body.version);
      return readGroup(viewer, params.slug);
    },
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
];
