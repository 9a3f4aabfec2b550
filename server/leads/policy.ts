import { isStaff } from '../accounts/policy.ts';

/** Staff make groups, so they look at who would lead one. */
export const canReviewLeads = isStaff;
