import * as J from '../../../shared/joining.ts';
import { decideInvitation } from '../../joining/invitation-actions.ts';
import { readInvitations } from '../../joining/invitation-views.ts';
import { invite } from '../../messages/inviting.ts';
import { type Route, signedIn } from '../route.ts';

/** Invitations into groups. */
export const invitationRoutes: Route[] = [
  signedIn(
    'GET',
    '/groups/:slug/invitations',
    { summary: 'Invitations (leaders)', query: J.InvitationQuery, answer: J.Invitations },
    ({ viewer, params, query }) => readInvitations(viewer, params.slug, query),
  ),
  signedIn(
    'POST',
    '/groups/:slug/invitations',
    {
      summary: 'Invite a member (leaders)',
      body: J.NewInvitation,
      answer: J.Invitation,
      status: 201,
      limit: 'invitation',
    },
    ({ viewer, params, body }) => invite(viewer, params.slug, body),
  ),
  signedIn(
    'PATCH',
    '/invitations/:id',
    { summary: 'Accept, decline or revoke', body: J.InvitationDecision, answer: J.Invitation },
    ({ viewer, params, body }) => decideInvitation(viewer, params.id, body.decision),
  ),
];
