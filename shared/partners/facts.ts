import { z } from 'zod';
import { Username } from '../accounts.ts';
import { Head, Id, line, Slug, Time } from '../values.ts';
import { Person } from './person.ts';

/** How well someone knows English, by the marketplace's own levels. */
export const English = z.enum(['basic', 'conversational', 'fluent', 'native']);
export type English = z.infer<typeof English>;

/** Written one way, so that the same moment told twice is the same. */
const Moment = z.iso.datetime({ abort: true }).overwrite((at) => new Date(at).toISOString());

/**
 * What the marketplace knows of a freelancer. `jss`: the Job Success Score in per cent; null while there is none. `completeness`: of
 * the profile, in per cent. `joined.invitedBy`: the partner by whose invitation they joined, by its address here; null: by nobody's.
 */
export const Facts = z.strictObject({
  status: z.enum(['active', 'suspended']),
  jss: z.int().min(0).max(100).nullable(),
  completeness: z.int().min(0).max(100),
  visibility: z.enum(['public', 'private']),
  english: English,
  fromElance: z.boolean(),
  joined: z.strictObject({ at: Moment, invitedBy: Slug.nullable() }),
});
export type Facts = z.infer<typeof Facts>;
export type FactName = keyof Facts;

export const FACT_NAMES = Object.keys(Facts.shape) as FactName[];

/** As much as has come so far. */
export const KnownFacts = Facts.partial();
export type KnownFacts = z.infer<typeof KnownFacts>;

/**
 * Facts as the marketplace delivers them: all it has, or only those that changed. Each fact it tells of counts from `version` on, which
 * the marketplace counts up for each freelancer; what came with a higher one stays.
 */
export const FactDelivery = z.strictObject({
  username: Username,
  version: z.int().min(1),
  facts: KnownFacts.refine((facts) => Object.keys(facts).length > 0, 'must have one fact at least'),
});
export type FactDelivery = z.infer<typeof FactDelivery>;

export const FactDeliveries = z.strictObject({ items: z.array(FactDelivery).min(1).max(500) });
export type FactDeliveries = z.infer<typeof FactDeliveries>;

/**
 * What became of a delivery: `applied`: some fact has another value by it; `known`: none has, as all of it was there or is newer;
 * `unknown`: nobody here has that name; `conflict`: that version has come with another value before, and none of the delivery was
 * taken. `older`: the facts there is a newer version of.
 */
export const DeliveryOutcome = z.strictObject({
  username: z.string(),
  version: z.int(),
  outcome: z.enum(['applied', 'known', 'unknown', 'conflict']),
  older: z.array(z.enum(FACT_NAMES)),
});
export type DeliveryOutcome = z.infer<typeof DeliveryOutcome>;

export const DeliveryOutcomes = z.strictObject({ items: z.array(DeliveryOutcome) });
export type DeliveryOutcomes = z.infer<typeof DeliveryOutcomes>;

/** One's own facts, which only the marketplace writes. `everScored`: as `Candidate` has it. `changedAt`: null where none has come. */
export const OwnFacts = z.strictObject({ facts: KnownFacts, everScored: z.boolean(), changedAt: Time.nullable() });
export type OwnFacts = z.infer<typeof OwnFacts>;

/** A token by which a service speaks for the marketplace. `lastUsedAt`: to the minute, and not told live. */
export const ServiceToken = z.strictObject({
  id: Id,
  name: z.string(),
  createdAt: Time,
  createdBy: Person,
  lastUsedAt: Time.nullable(),
});
export type ServiceToken = z.infer<typeof ServiceToken>;

export const NewServiceToken = z.strictObject({ name: line(80) });
export type NewServiceToken = z.infer<typeof NewServiceToken>;

/** `token` is told here and never again: what is kept does not say it. */
export const MadeServiceToken = z.strictObject({ serviceToken: ServiceToken, token: z.string() });
export type MadeServiceToken = z.infer<typeof MadeServiceToken>;

/** Those that are good, the latest first. Live by the staff's stream. */
export const ServiceTokens = z.strictObject({ items: z.array(ServiceToken), head: Head });
export type ServiceTokens = z.infer<typeof ServiceTokens>;
