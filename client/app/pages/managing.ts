import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { MANAGE_PARTS, type ManagePart } from '../../partners/manage-parts.ts';
import { member } from './root.ts';

const managePartner = createRoute({
  getParentRoute: () => member,
  path: '/partners/$slug/manage',
  // What is left out would stay as it was asked for.
  validateSearch: ({ part, application }: Record<string, unknown>): { part?: ManagePart; application?: string } => ({
    part: MANAGE_PARTS.includes(part) ? (part as ManagePart) : undefined,
    application: typeof application === 'string' ? application : undefined,
  }),
  component: lazyRouteComponent(() => import('../../partners/manage-page.tsx'), 'ManagePartnerPage'),
});

/** For those who manage partners. */
export const managingPages = [managePartner];
