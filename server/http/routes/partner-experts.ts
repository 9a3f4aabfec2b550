import { Removal } from '../../../shared/groups.ts';
import * as E from '../../../shared/partners/experts.ts';
import { PartnerNews, PartnerNewsQuery } from '../../../shared/partners/news.ts';
import { readDirectory } from '../../partners/directory.ts';
import { leaveExperts, removeExpert } from '../../partners/expert-removal.ts';
import { readManagedExperts } from '../../partners/expert-views.ts';
import { open, type Route, signedIn } from '../route.ts';

/** Partners' experts: for everyone, and for those who manage them. */
export const expertRoutes: Route[] = [
  open(
    'GET',
    '/partners/:slug/experts',
    { summary: 'A partner’s directory of experts', query: E.DirectoryQuery, answer: E.Directory },
    ({ params, query }) => readDirectory(params.slug, query),
  ),
  open(
    'GET',
    '/partners/:slug/changes',
    {
      summary: 'Wait for what happens with a partner after an event (up to 25 seconds)',
      query: PartnerNewsQuery,
      answer: PartnerNews,
    },
    ({ params, query, visitors, request, response }) =>
      visitors.news(params.slug, query.after, request.ip ?? '', (end) => response.once('close', end)),
  ),
  signedIn(
    'GET',
    '/partners/:slug/managed-experts',
    {
      summary: 'A partner’s experts in one state (those who manage it)',
      query: E.ManagedExpertsQuery,
      answer: E.ManagedExperts,
    },
    ({ viewer, params, query }) => readManagedExperts(viewer, params.slug, query),
  ),
  signedIn(
    'DELETE',
    '/partners/:slug/experts/:username',
    { summary: 'Take an expert’s badge (those who manage the partner)', body: Removal },
    ({ viewer, params, body }) => removeExpert(viewer, params.slug, params.username, body),
  ),
  signedIn('DELETE', '/partners/:slug/expert', { summary: 'Give one’s own badge back' }, ({ viewer, params }) =>
    leaveExperts(viewer, params.slug),
  ),
];
