import { isStaff } from '../accounts/policy.ts';

/** Who gives, locks and looks into members' ranks, and who makes the ladder. A rank itself never decides what one may do. */
export const canDecideRanks = isStaff;
