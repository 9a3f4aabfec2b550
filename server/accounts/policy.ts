import type { Role } from '../../shared/accounts.ts';
import type { AccountRecord } from './account.ts';

export const isStaff = (viewer: AccountRecord): boolean => viewer.role === 'staff';

/** Moderators and staff look after the whole site. */
export const isModerator = (viewer: AccountRecord): boolean => viewer.role !== 'member';

/** Staff give and take site roles, except their own: the last of them could lock everyone out. */
export const canAssignRole = (viewer: AccountRecord, subject: { _id: AccountRecord['_id']; role: Role }): boolean =>
  isStaff(viewer) && !viewer._id.equals(subject._id);
