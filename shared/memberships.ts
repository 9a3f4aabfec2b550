import { z } from 'zod';
import { Id } from './values.ts';

export const Category = z.enum(['Identity', 'Industry', 'Interest', 'Impact']);
export type Category = z.infer<typeof Category>;

export const MembershipRole = z.enum(['member', 'leader']);
export type MembershipRole = z.infer<typeof MembershipRole>;

/** Whoever is signed in may read an open group and join it; a closed one is for those whom its leaders let in. */
export const Access = z.enum(['open', 'closed']);
export type Access = z.infer<typeof Access>;

/** Enough of a group to name it and link to it. */
export const GroupRef = z.strictObject({ id: Id, slug: z.string(), name: z.string(), category: Category });
export type GroupRef = z.infer<typeof GroupRef>;
