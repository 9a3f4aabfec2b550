import * as J from '../../../shared/joining.ts';
import * as S from '../../../shared/sanctions.ts';
import { readSanctions } from '../../groups/sanction-views.ts';
import { requestToJoin } from '../../joining/join-request-actions.ts';
import { readJoinRequests, readOwnJoining } from '../../joining/join-request-views.ts';
import { decideJoinRequest } from '../../moderation/deciding-requests.ts';
import { imposeSanction, liftSanction } from '../../moderation/sanctions.ts';
import { type Route, signedIn } from '../route.ts';

/** Requests to join closed groups, and what keeps people out or quiet. */
export const joiningRoutes: Route[] = [
  signedIn(
    'GET',
    '/groups/:slug/joining',
    { summary: 'One’s own request and invitation', answer: J.OwnJoining },
    ({ viewer, params }) => readOwnJoining(viewer, params.slug),
  ),
  signedIn(
    'GET',
    '/groups/:slug/join-requests',
    { summary: 'Requests to join, the oldest first (leaders)', query: J.JoinRequestQuery, answer: J.JoinRequests },
    ({ viewer, params, query }) => readJoinRequests(viewer, params.slug, query),
  ),
  signedIn(
    'POST',
    '/groups/:slug/join-requests',
    {
      summary: 'Ask to be let into a closed group',
      body: J.NewJoinRequest,
      answer: J.JoinRequest,
      status: 201,
      limit: 'join request',
    },
    ({ viewer, params, body }) => requestToJoin(viewer, params.slug, body),
  ),
  signedIn(
    'PATCH',
    '/join-requests/:id',
    { summary: 'Approve or deny (leaders), or cancel one’s own', body: J.JoinRequestDecision, answer: J.JoinRequest },
    ({ viewer, params, body }) => decideJoinRequest(viewer, params.id, body),
  ),
  signedIn(
    'GET',
    '/groups/:slug/sanctions',
    { summary: 'Sanctions in force (leaders)', query: S.SanctionQuery, answer: S.Sanctions },
    ({ viewer, params, query }) => readSanctions(viewer, params.slug, query),
  ),
  signedIn(
    'POST',
    '/groups/:slug/sanctions',
    { summary: 'Mute a member or ban someone (leaders)', body: S.NewSanction, answer: S.Sanction, status: 201 },
    ({ viewer, params, body }) => imposeSanction(viewer, params.slug, body),
  ),
  signedIn(
    'DELETE',
    '/sanctions/:id',
    { summary: 'Take a sanction back (leaders)', body: S.Lifting.optional(), answer: S.Sanction },
    ({ viewer, params, body }) => liftSanction(viewer, params.id, body?.reason),
  ),
];
