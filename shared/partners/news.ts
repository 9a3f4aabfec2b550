import { z } from 'zod';
import { PARTNER_EVENTS } from '../events/partner.ts';
import { Head, Time } from '../values.ts';
import { Person } from './person.ts';

const logged = <Type extends keyof typeof PARTNER_EVENTS>(type: Type) =>
  z.strictObject({
    stream: z.string(),
    seq: z.int(),
    type: z.literal(type),
    at: Time,
    actor: Person,
    data: PARTNER_EVENTS[type],
  });

/** An event as it lies on `partner:<id>`. */
export const PartnerEvent = z.discriminatedUnion('type', [
  logged('partner.changed'),
  logged('expert.listed'),
  logged('expert.unlisted'),
  logged('expert.relabelled'),
]);
export type PartnerEvent = z.infer<typeof PartnerEvent>;

/** `after`: the seq of the last event the visitor has. */
export const PartnerNewsQuery = z.strictObject({ after: z.coerce.number().int().min(0) });

/** What happened with a partner after that, oldest first; null: more than is told, and what is shown has to be fetched afresh. */
export const PartnerNews = z.strictObject({ events: z.array(PartnerEvent).nullable(), head: Head });
export type PartnerNews = z.infer<typeof PartnerNews>;
