import { z } from 'zod';
import { Head, Id, line, page, Time } from '../values.ts';
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

/** Those whose names come first in the order of letters first. Live by `partner:<id>`. */
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

/** A badge as anyone may verify it. `token`: a JWT that says the same, signed (see `GET /badges/keys`); null while the badge is not good. */
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

/** A badge on its holder's profile. */
export const ProfileBadge = z.strictObject({ id: Id, partner: PartnerRef, since: Time });
export type ProfileBadge = z.infer<typeof ProfileBadge>;
