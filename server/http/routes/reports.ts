import * as A from '../../../shared/acts.ts';
import * as R from '../../../shared/reports.ts';
import { appeal } from '../../moderation/appealing.ts';
import { changeReport } from '../../moderation/claims.ts';
import { readOwnActs } from '../../moderation/own-acts.ts';
import { reportPost } from '../../moderation/reporting.ts';
import { readReports, readStaffReports } from '../../reports/views.ts';
import { type Route, signedIn } from '../route.ts';

/** What members report and appeal against, and how it is decided. */
export const reportRoutes: Route[] = [
  signedIn(
    'POST',
    '/posts/:id/reports',
    {
      summary: 'Report a post to those who lead the group',
      body: R.NewReport,
      answer: R.ReportReceived,
      status: 201,
      limit: 'report',
    },
    ({ viewer, params, body }) => reportPost(viewer, params.id, body),
  ),
  signedIn(
    'GET',
    '/groups/:slug/reports',
    { summary: 'What waits for a decision of those who lead', query: R.ReportQuery, answer: R.Reports },
    ({ viewer, params, query }) => readReports(viewer, params.slug, query),
  ),
  signedIn(
    'GET',
    '/staff/reports',
    { summary: 'What waits for a decision of staff', query: R.ReportQuery, answer: R.Reports },
    ({ viewer, query }) => readStaffReports(viewer, query),
  ),
  signedIn(
    'PATCH',
    '/reports/:id',
    { summary: 'Claim a report, put it back, or decide it', body: R.ReportChange, answer: R.ReportAnswer },
    ({ viewer, params, body }) => changeReport(viewer, params.id, body),
  ),
  signedIn(
    'GET',
    '/me/acts',
    { summary: 'What was done about one’s own posts, topics and memberships', query: A.ActQuery, answer: A.Acts },
    ({ viewer, query }) => readOwnActs(viewer, query),
  ),
  signedIn(
    'POST',
    '/acts/:id/appeal',
    {
      summary: 'Ask for a second look at what was done about one, once',
      body: A.NewAppeal,
      answer: A.Act,
      status: 201,
      limit: 'report',
    },
    ({ viewer, params, body }) => appeal(viewer, params.id, body.message),
  ),
];
