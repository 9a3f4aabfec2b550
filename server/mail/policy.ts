import { isStaff } from '../accounts/policy.ts';

/** Mails are between Guildhall and a member; staff may look at them to see what became of them. */
export const canReadOutbox = isStaff;
