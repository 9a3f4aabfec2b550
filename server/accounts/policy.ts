import type { Role } from '../../shared/accounts.ts';
import type { AccountRecord } from './account.ts';

/** Whoever asks for something, as far as it matters to what they may do on the site. */
export type Viewer = Pick<AccountRecord, '_id' | 'role'>;

export const isStaff = (viewer: Pick<Viewer, 'role'>): boolean => viewer.role === 'staff';

/** Moderators and staff look after the whole site. */
export const isModerator = (viewer: Pick<Viewer, 'role'>): boolean => viewer.role !== 'member';

/** Staff give and take site roles, except their own: the last of them could lock everyone out. */
export const canAssignRole = (viewer: AccountRecord, subject: { _id: AccountRecord['_id']; role: Role }): boolean =>
  isStaff(viewer) && !viewer._id.equals(subject._id);

/** Staff suspend and erase members and moderators: nobody themselves, and nobody who has as much say as they. */
export const canActOnAccount = (viewer: Viewer, subject: Viewer): boolean =>
  isStaff(viewer) && !isStaff(subject) && !viewer._id.equals(subject._id);
