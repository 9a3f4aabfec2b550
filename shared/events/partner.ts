import { z } from 'zod';
import { Application } from '../partners/applications.ts';
import { Expert, ManagedExpert } from '../partners/experts.ts';
import { ServiceToken } from '../partners/facts.ts';
import { ExpertInvitation, Interest } from '../partners/inviting.ts';
import { PartnerFace, PartnerSettings } from '../partners/partners.ts';
import { Person } from '../partners/person.ts';
import { Qualification } from '../partners/qualification.ts';
import { Id } from '../values.ts';

/** What lies on `partner:<id>`, which all may watch: `experts` is how many are in the directory now. */
export const PARTNER_EVENTS = {
  'partner.changed': z.strictObject({ partner: PartnerFace }),
  'expert.listed': z.strictObject({ expert: Expert, experts: z.int() }),
  'expert.unlisted': z.strictObject({ expertId: Id, experts: z.int() }),
  /** Their name or headline is another one. */
  'expert.relabelled': z.strictObject({ expert: Expert }),
} as const;

/** What lies on `managers:<id>`: each thing as it is now. */
export const MANAGERS_EVENTS = {
  'settings.changed': PartnerSettings,
  'interest.changed': Interest,
  'expert_invitation.changed': ExpertInvitation,
  'application.changed': Application,
  'expert.changed': ManagedExpert,
  /** Facts about someone the partner deals with have changed, or what the partner asks for. */
  'qualification.changed': z.strictObject({ accountId: Id, qualification: Qualification }),
  /** Whoever no longer manages the partner leaves its managers' stream. */
  'manager.ended': z.strictObject({ accountId: Id, person: Person }),
} as const;

/** What lies on `staff`: who may speak for the marketplace. */
export const SERVICE_EVENTS = {
  'service_token.made': ServiceToken,
  'service_token.revoked': ServiceToken,
} as const;
