import type {
  Application,
  ApplicationDecision,
  ApplicationPage,
  Applications,
  ApplicationsQuery,
} from '../../shared/partners/applications.ts';
import type { ExpertState, ManagedExperts } from '../../shared/partners/experts.ts';
import type { ExpertInvitation, ExpertInvitations, Interests, Suggestions } from '../../shared/partners/inviting.ts';
import type {
  NewPartner,
  PartnerChanges,
  PartnerConsole,
  PartnerFace,
  PartnerSettings,
  StaffPartners,
} from '../../shared/partners/partners.ts';
import type { NewProcess } from '../../shared/partners/process.ts';
import { address, search } from './address.ts';
import { ask } from './http.ts';
import { upload } from './upload.ts';

const of = (slug: string, part: string) => address`/partners/${slug}` + part;

/** How many things a page of a list has. */
const limit = 50;

/** What those who manage a partner ask for and do. */
export const partnerConsole = {
  all: (cursor?: string) => ask<StaffPartners>('GET', `/staff/partners${search({ cursor, limit })}`),
  create: (partner: Pick<NewPartner, 'slug' | 'name' | 'tagline' | 'about'>) =>
    ask<PartnerFace>('POST', '/partners', partner),
  settings: (slug: string) => ask<PartnerConsole>('GET', of(slug, '/settings')),
  change: (slug: string, changes: PartnerChanges) => ask<PartnerSettings>('PATCH', of(slug, ''), changes),
  changeProcess: (slug: string, process: NewProcess) => ask<PartnerSettings>('PUT', of(slug, '/process'), process),
  setLogo: (slug: string, file: Blob) => upload<PartnerFace>('PUT', of(slug, '/logo'), file),
  removeLogo: (slug: string) => ask<PartnerFace>('DELETE', of(slug, '/logo')),
  appoint: (slug: string, username: string) => ask<PartnerSettings>('PUT', of(slug, address`/managers/${username}`)),
  dismiss: (slug: string, username: string) => ask<PartnerSettings>('DELETE', of(slug, address`/managers/${username}`)),

  applications: (slug: string, state: ApplicationsQuery['state'], cursor?: string) =>
    ask<Applications>('GET', of(slug, `/applications${search({ state, cursor, limit })}`)),
  application: (id: string) => ask<ApplicationPage>('GET', address`/partner-applications/${id}`),
  mark: (id: string, step: string, met: boolean | null) =>
    ask<Application>('PUT', address`/partner-applications/${id}/marks/${step}`, { met }),
  decide: (id: string, decision: ApplicationDecision) =>
    ask<Application>('PATCH', address`/partner-applications/${id}`, decision),

  interests: (slug: string, cursor?: string) =>
    ask<Interests>('GET', of(slug, `/interests${search({ cursor, limit })}`)),
  invitations: (slug: string, cursor?: string) =>
    ask<ExpertInvitations>('GET', of(slug, `/invitations${search({ cursor, limit })}`)),
  invite: (slug: string, username: string, message = '') =>
    ask<ExpertInvitation>('POST', of(slug, '/invitations'), message ? { username, message } : { username }),
  suggestions: (slug: string) => ask<Suggestions>('GET', of(slug, '/suggestions')),
  revokeInvitation: (id: string) => ask<void>('PATCH', address`/expert-invitations/${id}`, { decision: 'revoke' }),

  experts: (slug: string, state: ExpertState, cursor?: string) =>
    ask<ManagedExperts>('GET', of(slug, `/managed-experts${search({ state, cursor, limit })}`)),
  removeExpert: (slug: string, username: string, reason: string) =>
    ask<void>('DELETE', of(slug, address`/experts/${username}`), { reason }),
};
