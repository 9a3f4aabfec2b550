import * as P from '../../../shared/partners/partners.ts';
import { NewProcess } from '../../../shared/partners/process.ts';
import { changePartner, changeProcess } from '../../partners/settings-actions.ts';
import { appointManager, dismissManager } from '../../partners/settings-managers.ts';
import { readSettings } from '../../partners/settings-views.ts';
import { type Route, signedIn } from '../route.ts';

/** How a partner is set up, and who manages it. */
export const partnerSettingsRoutes: Route[] = [
  signedIn(
    'PATCH',
    '/partners/:slug',
    { summary: 'Change a partner’s page (its managers)', body: P.PartnerChanges, answer: P.PartnerSettings },
    ({ viewer, params, body }) => changePartner(viewer, params.slug, body),
  ),
  signedIn(
    'GET',
    '/partners/:slug/settings',
    { summary: 'How a partner is set up (its managers)', answer: P.PartnerConsole },
    ({ viewer, params }) => readSettings(viewer, params.slug),
  ),
  signedIn(
    'PUT',
    '/partners/:slug/process',
    {
      summary: 'Put a process in the place of the one it is based on (the partner’s managers)',
      body: NewProcess,
      answer: P.PartnerSettings,
    },
    ({ viewer, params, body }) => changeProcess(viewer, params.slug, body),
  ),
  signedIn(
    'PUT',
    '/partners/:slug/managers/:username',
    { summary: 'Let someone manage a partner (staff)', answer: P.PartnerSettings },
    ({ viewer, params }) => appointManager(viewer, params.slug, params.username),
  ),
  signedIn(
    'DELETE',
    '/partners/:slug/managers/:username',
    { summary: 'Let someone manage a partner no longer (staff)', answer: P.PartnerSettings },
    ({ viewer, params }) => dismissManager(viewer, params.slug, params.username),
  ),
];
