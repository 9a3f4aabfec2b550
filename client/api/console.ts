import type { ReportAnswer, ReportChange, ReportQuery, Reports } from '../../shared/reports.ts';
import type { Rule, Rules, RulesChange, RulesPreview } from '../../shared/rules.ts';
import { address, search } from './address.ts';
import { ask } from './http.ts';

export const reports = {
  ofGroup: (slug: string, query: Partial<ReportQuery>) =>
    ask<Reports>('GET', address`/groups/${slug}/reports` + search(query)),
  ofStaff: (query: Partial<ReportQuery>) => ask<Reports>('GET', `/staff/reports${search(query)}`),
  change: (id: string, change: ReportChange) => ask<ReportAnswer>('PATCH', address`/reports/${id}`, change),
};

export const rules = {
  ofGroup: (slug: string) => ask<Rules>('GET', address`/groups/${slug}/rules`),
  change: (slug: string, change: RulesChange) => ask<Rules>('PUT', address`/groups/${slug}/rules`, change),
  preview: (slug: string, items: Rule[]) =>
    ask<RulesPreview>('POST', address`/groups/${slug}/rules/preview`, { items }),
};
