import type { Notice, Unread } from '../notices.ts';

/** As much of a notice as it takes to know later whether it has been read. */
export const asUnread = ({ id, at, groupId, topicId, number, about }: Notice): Unread => ({
  id,
  at,
  groupId,
  topicId,
  number,
  about,
});
