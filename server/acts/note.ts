import type { ActNote } from '../../shared/topics.ts';
import type { AccountRecord } from '../accounts/account.ts';
import type { ObjectId } from '../db/id.ts';

/** An act as it is kept on what it has changed: by whom, by the name they had then, and why. */
export type NoteRecord = { id: ObjectId; at: Date; by: { username: string; displayName: string }; reason: string };

export function noteOf(
  { username, displayName }: Pick<AccountRecord, 'username' | 'displayName'>,
  act: { _id: ObjectId; at: Date; reason: string },
): NoteRecord {
  return { id: act._id, at: act.at, by: { username, displayName }, reason: act.reason };
}

export const presentNote = ({ id, at, by, reason }: NoteRecord): ActNote => ({
  id: id.toString(),
  at: at.toISOString(),
  by: { username: by.username, displayName: by.displayName },
  reason,
});
