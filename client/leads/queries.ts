import type { LeadApplications, OwnLeadApplications } from '../../shared/leads.ts';
import { reduceLeadApplications, reduceOwnLeadApplications } from '../../shared/reduce/lead-applications.ts';
import { leads } from '../api/leads.ts';
import { snapshot } from '../live/snapshots.ts';
import { view } from '../live/views.ts';

export const leadApplicationsView = view<LeadApplications>(reduceLeadApplications);

export const ownLeadApplicationsQuery = snapshot<OwnLeadApplications>(
  ['own-lead-applications'],
  view(reduceOwnLeadApplications),
  leads.own,
);

export const leadApplicationsQuery = snapshot(['lead-applications'], leadApplicationsView, () => leads.open());
