import { z } from 'zod';
import { Head, Id, line, PageQuery, page, Time } from '../values.ts';
import { PartnerRef } from './partners.ts';
import { Person } from './person.ts';
import { Qualification, QualificationLine } from './qualification.ts';

/** What an expert says of themselves in one line. */
export const Headline = line(120);

/** An expert in the directory, as strangers see them, too. `id`: of their badge. */
export const Expert = z.strictObject({
  id: Id,
  username: z.string(),
  displayName: z.string(),
  headline: z.string(),
  since: Time,
});
export type Expert = z.infer<typeof Expert>;

/** `q`: how the displayed name or the username begins. A cursor holds a name. */
export const DirectoryQuery = z.strictObject({
  ...PageQuery.shape,
  cursor: z.string().max(1_000).optional(),
  q: z.string().trim().max(60).optional(),
});
export type DirectoryQuery = z.infer<typeof DirectoryQuery>;

/** Those whose names come first in the order of letters first; see `placeOf`. Live by `partner:<id>`. */
export const Directory = z.strictObject({ ...page(Expert).shape, head: Head });
export type Directory = z.infer<typeof Directory>;

/** Who is featured to one visitor. `until`: for that long, unless one of them goes. */
export const Featured = z.strictObject({ items: z.array(Expert), until: Time, head: Head });
export type Featured = z.infer<typeof Featured>;

/** What a visitor calls themselves, so as to see the same page again: anything; who is signed in is known by their account. */
export const FeaturedQuery = z.strictObject({ visitor: z.string().min(8).max(64).optional() });
export type FeaturedQuery = z.infer<typeof FeaturedQuery>;

/** `lapsed`: a qualification is not met any more; the badge rests until it is. `removed`: by either side, with which the badge ends. */
export const ExpertState = z.enum(['active', 'lapsed', 'removed']);
export type ExpertState = z.infer<typeof ExpertState>;

/** One's own badge. `failing`: the lines for which it rests. */
export const OwnExpert = z.strictObject({
  id: Id,
  state: ExpertState,
  since: Time,
  headline: z.string(),
  failing: z.array(QualificationLine),
});
export type OwnExpert = z.infer<typeof OwnExpert>;

/** An expert as the partner's managers see them. `exposures`: how often they were featured. `reason`: of a removal. */
export const ManagedExpert = z.strictObject({
  id: Id,
  person: Person,
  headline: z.string(),
  state: ExpertState,
  since: Time,
  changedAt: Time,
  exposures: z.int(),
  qualification: Qualification,
  reason: z.string().nullable(),
});
export type ManagedExpert = z.infer<typeof ManagedExpert>;

export const ManagedExpertsQuery = z.strictObject({ ...PageQuery.shape, state: ExpertState.default('active') });
export type ManagedExpertsQuery = z.infer<typeof ManagedExpertsQuery>;

/** Those in one state, with whom something changed last first. Live by `managers:<id>`. */
export const ManagedExperts = z.strictObject({ ...page(ManagedExpert).shape, head: Head });
export type ManagedExperts = z.infer<typeof ManagedExperts>;

/**
 * A badge as anyone may verify it. `until`: when it was revoked. `checkedAt`: when its holder was last judged. `token`: a JWT that says the same, signed (see `GET /badges/keys`); null while the badge
 * is not good.
 */
export const Badge = z.strictObject({
  id: Id,
  state: z.enum(['valid', 'suspended', 'revoked']),
  holder: z.strictObject({ username: z.string(), displayName: z.string() }),
  partner: PartnerRef,
  since: Time,
  until: Time.nullable(),
  checkedAt: Time,
  token: z.string().nullable(),
});
export type Badge = z.infer<typeof Badge>;

export const BadgeToken = z.strictObject({ token: z.string().min(1).max(4_000) });

/** `valid`: the token is ours and in time, and the badge good now. `badge`: null where the token says nothing that can be believed. */
export const BadgeCheck = z.strictObject({ valid: z.boolean(), badge: Badge.nullable() });
export type BadgeCheck = z.infer<typeof BadgeCheck>;

/** A public key as a JWK (RFC 7517). `kid`: its thumbprint (RFC 7638). */
export const PublicKey = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  kid: z.string(),
  use: z.literal('sig'),
  alg: z.literal('ES256'),
});
export type PublicKey = z.infer<typeof PublicKey>;

export const BadgeKeys = z.strictObject({ keys: z.array(PublicKey) });
export type BadgeKeys = z.infer<typeof BadgeKeys>;

/** A badge on its holder's profile. */
export const ProfileBadge = z.strictObject({ id: Id, partner: PartnerRef, since: Time });
export type ProfileBadge = z.infer<typeof ProfileBadge>;
