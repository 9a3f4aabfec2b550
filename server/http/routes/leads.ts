import * as L from '../../../shared/leads.ts';
import { applyToLead, decideLeadApplication } from '../../leads/actions.ts';
import { readLeadApplications, readOwnLeadApplications } from '../../leads/views.ts';
import { type Route, signedIn } from '../route.ts';

/** Suggesting groups and volunteering to lead them. */
export const leadRoutes: Route[] = [
  signedIn(
    'POST',
    '/lead-applications',
    {
      summary: 'Suggest a group and volunteer to lead it',
      body: L.NewLeadApplication,
      answer: L.OwnLeadApplication,
      status: 201,
      limit: 'lead application',
    },
    ({ viewer, body }) => applyToLead(viewer, body),
  ),
  signedIn(
    'GET',
    '/me/lead-applications',
    { summary: 'One’s own applications to lead', answer: L.OwnLeadApplications },
    ({ viewer }) => readOwnLeadApplications(viewer),
  ),
  signedIn(
    'GET',
    '/lead-applications',
    { summary: 'Applications to lead, the oldest first (staff)', query: L.LeadQuery, answer: L.LeadApplications },
    ({ viewer, query }) => readLeadApplications(viewer, query),
  ),
  signedIn(
    'PATCH',
    '/lead-applications/:id',
    { summary: 'Approve or decline an application to lead (staff)', body: L.LeadDecision, answer: L.LeadApplication },
    ({ viewer, params, body }) => decideLeadApplication(viewer, params.id, body),
  ),
];
