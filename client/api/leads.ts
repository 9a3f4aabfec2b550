import type {
  LeadApplication,
  LeadApplications,
  LeadDecision,
  NewLeadApplication,
  OwnLeadApplication,
  OwnLeadApplications,
} from '../../shared/leads.ts';
import { address, search } from './address.ts';
import { ask } from './http.ts';

export const leads = {
  apply: (application: NewLeadApplication) => ask<OwnLeadApplication>('POST', '/lead-applications', application),
  own: () => ask<OwnLeadApplications>('GET', '/me/lead-applications'),
  open: (cursor?: string) => ask<LeadApplications>('GET', `/lead-applications${search({ cursor, limit: 50 })}`),
  decide: (id: string, decision: LeadDecision) =>
    ask<LeadApplication>('PATCH', address`/lead-applications/${id}`, decision),
};
