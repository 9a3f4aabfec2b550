import { z } from 'zod';
import { GroupRef } from '../memberships.ts';
import { Head, Id, line, page, Slug, Time, text } from '../values.ts';
import { Person } from './person.ts';
import { Process } from './process.ts';

/** A colour as #rrggbb. Shown as it is only where nothing is to be read; see `readable`. */
export const Colour = z.string().regex(/^#[0-9a-f]{6}$/, 'must be a colour as #rrggbb, in small letters');

const Website = z.url({ protocol: /^https$/, error: 'must be an address that begins with https://' }).max(300);

/** Enough of a partner to name it, show its sign and link to it. `logo`: the address of a picture, below the API; null: none. */
export const PartnerRef = z.strictObject({
  id: Id,
  slug: z.string(),
  name: z.string(),
  colour: z.string(),
  logo: z.string().nullable(),
});
export type PartnerRef = z.infer<typeof PartnerRef>;

/** `experts`: how many are in its directory. */
export const PartnerCard = z.strictObject({ ...PartnerRef.shape, tagline: z.string(), experts: z.int() });
export type PartnerCard = z.infer<typeof PartnerCard>;

/** A partner's landing page, as strangers see it, too. `archivedAt`: since when it takes nobody any more. */
export const PartnerFace = z.strictObject({
  ...PartnerCard.shape,
  about: z.string(),
  website: z.string().nullable(),
  process: Process,
  archivedAt: Time.nullable(),
});
export type PartnerFace = z.infer<typeof PartnerFace>;

/** Live by `partner:<id>`. */
export const PartnerPage = z.strictObject({ ...PartnerFace.shape, head: Head });
export type PartnerPage = z.infer<typeof PartnerPage>;

export const PartnerCards = page(PartnerCard);
export type PartnerCards = z.infer<typeof PartnerCards>;

const Page = {
  name: line(80),
  tagline: line(160),
  about: text(10_000),
  website: Website.nullable(),
  colour: Colour,
};

/** A partner in the list of those who look after the site. */
export const StaffPartner = z.strictObject({
  ...PartnerCard.shape,
  archivedAt: Time.nullable(),
  managers: z.array(Person),
});
export type StaffPartner = z.infer<typeof StaffPartner>;

export const StaffPartners = page(StaffPartner);
export type StaffPartners = z.infer<typeof StaffPartners>;

export const NewPartner = z.strictObject({
  ...Page,
  slug: Slug,
  website: Page.website.default(null),
  colour: Colour.default('#2f6f4f'),
});
export type NewPartner = z.infer<typeof NewPartner>;

/** `groups`: the groups about what the partner makes, by their addresses, for suggestions. `featured`: how many are featured at once. `hours`: for how long. */
export const PartnerChanges = z
  .strictObject({
    ...Page,
    archived: z.boolean(),
    groups: z.array(Slug).max(20),
    featured: z.int().min(1).max(12),
    hours: z.int().min(1).max(168),
  })
  .partial();
export type PartnerChanges = z.infer<typeof PartnerChanges>;

/** What those who manage a partner see of how it is set up. */
export const PartnerSettings = z.strictObject({
  partner: PartnerFace,
  managers: z.array(Person),
  groups: z.array(GroupRef),
  featured: z.int(),
  hours: z.int(),
});
export type PartnerSettings = z.infer<typeof PartnerSettings>;

/** Live by `managers:<id>` and `partner:<id>`. */
export const PartnerConsole = z.strictObject({ ...PartnerSettings.shape, head: Head });
export type PartnerConsole = z.infer<typeof PartnerConsole>;
