import { Attending, Typing, Viewing } from '../../../shared/presence.ts';
import { request } from '../requests.ts';
import type { Attendances } from './attendance.ts';
import type { Presence } from './presence.ts';

/** What sockets may ask about who is where. */
export const presenceRequests = (presence: Presence, attendances: Attendances) => ({
  attending: request(Attending, async (socket, { groupId }) => {
    await attendances.attend(socket, groupId);
    return {};
  }),
  viewing: request(Viewing, async (socket, { topicId }) => {
    await presence.view(socket, topicId);
    return {};
  }),
  typing: request(Typing, async (socket, typing) => {
    await presence.type(socket, typing);
    return {};
  }),
});
