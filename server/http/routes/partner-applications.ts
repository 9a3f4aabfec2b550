import * as A from '../../../shared/partners/applications.ts';
import { NewMark } from '../../../shared/partners/process.ts';
import { readApplication, readApplications } from '../../partners/application-views.ts';
import { apply, changeApplication, withdrawApplication } from '../../partners/applying.ts';
import { decideApplication } from '../../partners/deciding.ts';
import { markStep } from '../../partners/reviewing.ts';
import { type Route, signedIn } from '../route.ts';

/** Applying to be a partner's expert, and what the partner's managers do about it. */
export const partnerApplicationRoutes: Route[] = [
  signedIn(
    'POST',
    '/partners/:slug/applications',
    {
      summary: 'Apply to be a partner’s expert, with an invitation',
      body: A.NewApplication,
      answer: A.OwnApplication,
      status: 201,
    },
    ({ viewer, params, body }) => apply(viewer, params.slug, body),
  ),
  signedIn(
    'PUT',
    '/partners/:slug/applications',
    { summary: 'Change one’s own application', body: A.NewApplication, answer: A.OwnApplication },
    ({ viewer, params, body }) => changeApplication(viewer, params.slug, body),
  ),
  signedIn(
    'DELETE',
    '/partners/:slug/applications',
    { summary: 'Take one’s own application back' },
    ({ viewer, params }) => withdrawApplication(viewer, params.slug),
  ),
  signedIn(
    'GET',
    '/partners/:slug/applications',
    {
      summary: 'Applications to a partner, the oldest first (its managers)',
      query: A.ApplicationsQuery,
      answer: A.Applications,
    },
    ({ viewer, params, query }) => readApplications(viewer, params.slug, query),
  ),
  signedIn(
    'GET',
    '/partner-applications/:id',
    { summary: 'An application to a partner (its managers)', answer: A.ApplicationPage },
    ({ viewer, params }) => readApplication(viewer, params.id),
  ),
  signedIn(
    'PUT',
    '/partner-applications/:id/marks/:step',
    {
      summary: 'Say whether an applicant meets a step of the process (the partner’s managers)',
      body: NewMark,
      answer: A.Application,
    },
    ({ viewer, params, body }) => markStep(viewer, params.id, params.step, body),
  ),
  signedIn(
    'PATCH',
    '/partner-applications/:id',
    {
      summary: 'Select or decline an applicant (the partner’s managers)',
      body: A.ApplicationDecision,
      answer: A.Application,
    },
    ({ viewer, params, body }) => decideApplication(viewer, params.id, body),
  ),
];
