import * as I from '../../../shared/partners/inviting.ts';
import { PageQuery } from '../../../shared/values.ts';
import { expressInterest, withdrawInterest } from '../../partners/interest-actions.ts';
import { readInterests } from '../../partners/interest-views.ts';
import { decideExpertInvitation, inviteExpert } from '../../partners/invitation-actions.ts';
import { readExpertInvitations } from '../../partners/invitation-views.ts';
import { readSuggestions } from '../../partners/suggesting.ts';
import { type Route, signedIn } from '../route.ts';

/** Who would like to be a partner's expert, and who is invited to. */
export const partnerInvitingRoutes: Route[] = [
  signedIn(
    'PUT',
    '/partners/:slug/interest',
    { summary: 'Say that one would like to be a partner’s expert', body: I.NewInterest, limit: 'interest' },
    ({ viewer, params, body }) => expressInterest(viewer, params.slug, body),
  ),
  signedIn('DELETE', '/partners/:slug/interest', { summary: 'Take that back' }, ({ viewer, params }) =>
    withdrawInterest(viewer, params.slug),
  ),
  signedIn(
    'GET',
    '/partners/:slug/interests',
    {
      summary: 'Who would like to be a partner’s expert, the latest first (its managers)',
      query: PageQuery,
      answer: I.Interests,
    },
    ({ viewer, params, query }) => readInterests(viewer, params.slug, query),
  ),
  signedIn(
    'POST',
    '/partners/:slug/invitations',
    {
      summary: 'Invite someone to apply to be a partner’s expert (its managers)',
      body: I.NewExpertInvitation,
      answer: I.ExpertInvitation,
      status: 201,
      limit: 'invitation',
    },
    ({ viewer, params, body }) => inviteExpert(viewer, params.slug, body),
  ),
  signedIn(
    'GET',
    '/partners/:slug/invitations',
    {
      summary: 'A partner’s invitations that wait for an answer, the latest first (its managers)',
      query: PageQuery,
      answer: I.ExpertInvitations,
    },
    ({ viewer, params, query }) => readExpertInvitations(viewer, params.slug, query),
  ),
  signedIn(
    'GET',
    '/partners/:slug/suggestions',
    {
      summary: 'Whom a partner might invite, and why (its managers)',
      answer: I.Suggestions,
      limit: 'suggestions',
    },
    ({ viewer, params }) => readSuggestions(viewer, params.slug),
  ),
  signedIn(
    'PATCH',
    '/expert-invitations/:id',
    { summary: 'Decline or revoke an invitation to apply', body: I.ExpertInvitationDecision },
    ({ viewer, params, body }) => decideExpertInvitation(viewer, params.id, body.decision),
  ),
];
