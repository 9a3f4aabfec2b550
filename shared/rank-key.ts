import { z } from 'zod';

/** Names a rank, on the ladder or assigned, for ever; its title may change. */
export const RankKey = z.string().regex(/^[a-z][a-z0-9-]{1,40}$/, 'must be 2 to 41 small letters, digits and hyphens');
export type RankKey = z.infer<typeof RankKey>;

/** The rank everyone begins with: the first rung of every ladder. */
export const FIRST_RANK: RankKey = 'forum-explorer';

/** Where the rank that is shown comes from: earned, assigned by staff, or held in place by staff. */
export const RankSource = z.enum(['earned', 'assigned', 'locked']);
export type RankSource = z.infer<typeof RankSource>;
