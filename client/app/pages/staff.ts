import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { MailState } from '../../../shared/mail.ts';
import { member } from './root.ts';

const MAIL_STATES: unknown[] = ['waiting', 'sent', 'failed', 'kept'] satisfies MailState[];

const leadApplications = createRoute({
  getParentRoute: () => member,
  path: '/staff/lead-applications',
  component: lazyRouteComponent(() => import('../../leads/lead-applications-page.tsx'), 'LeadApplicationsPage'),
});
const messageReports = createRoute({
  getParentRoute: () => member,
  path: '/staff/message-reports',
  component: lazyRouteComponent(() => import('../../messages/reports-page.tsx'), 'ReportsPage'),
});
const outbox = createRoute({
  getParentRoute: () => member,
  path: '/staff/outbox',
  validateSearch: ({ state }: Record<string, unknown>): { state?: MailState } =>
    MAIL_STATES.includes(state) ? { state: state as MailState } : {},
  component: lazyRouteComponent(() => import('../../mail/outbox-page.tsx'), 'OutboxPage'),
});
const outboxMail = createRoute({
  getParentRoute: () => member,
  path: '/staff/outbox/$id',
  component: lazyRouteComponent(() => import('../../mail/outbox-mail-page.tsx'), 'OutboxMailPage'),
});
const ladder = createRoute({
  getParentRoute: () => member,
  path: '/staff/ladder',
  component: lazyRouteComponent(() => import('../../ranks/staff/ladder-page.tsx'), 'LadderPage'),
});
const assignedRanks = createRoute({
  getParentRoute: () => member,
  path: '/staff/ranks',
  component: lazyRouteComponent(() => import('../../ranks/staff/assigned-page.tsx'), 'AssignedPage'),
});

const overview = createRoute({
  getParentRoute: () => member,
  path: '/staff/overview',
  component: lazyRouteComponent(() => import('../../staff/overview-page.tsx'), 'OverviewPage'),
});
const accounts = createRoute({
  getParentRoute: () => member,
  path: '/staff/accounts',
  validateSearch: ({ q, suspended }: Record<string, unknown>): { q?: string; suspended?: true } => ({
    ...(typeof q === 'string' && q && { q }),
    ...(suspended === true && { suspended }),
  }),
  component: lazyRouteComponent(() => import('../../staff/accounts-page.tsx'), 'AccountsPage'),
});
const account = createRoute({
  getParentRoute: () => member,
  path: '/staff/accounts/$username',
  component: lazyRouteComponent(() => import('../../staff/account-page.tsx'), 'AccountPage'),
});
const site = createRoute({
  getParentRoute: () => member,
  path: '/staff/site',
  component: lazyRouteComponent(() => import('../../staff/site-page.tsx'), 'SitePage'),
});
const audit = createRoute({
  getParentRoute: () => member,
  path: '/staff/audit',
  component: lazyRouteComponent(() => import('../../staff/audit-page.tsx'), 'AuditPage'),
});
const appeals = createRoute({
  getParentRoute: () => member,
  path: '/staff/appeals',
  component: lazyRouteComponent(() => import('../../staff/appeals-page.tsx'), 'AppealsPage'),
});

const partners = createRoute({
  getParentRoute: () => member,
  path: '/staff/partners',
  component: lazyRouteComponent(() => import('../../staff/partners-page.tsx'), 'StaffPartnersPage'),
});
const services = createRoute({
  getParentRoute: () => member,
  path: '/staff/services',
  component: lazyRouteComponent(() => import('../../staff/services-page.tsx'), 'ServicesPage'),
});

/** What staff look after. */
export const staffPages = [
  leadApplications,
  messageReports,
  outbox,
  outboxMail,
  ladder,
  assignedRanks,
  overview,
  accounts,
  account,
  site,
  audit,
  appeals,
  partners,
  services,
];
