import { Typing, Viewing } from '../../../shared/presence.ts';
import { request } from '../requests.ts';
import type { LiveSocket } from '../rooms.ts';
import type { Presence } from './presence.ts';

/** What a socket may ask about who is where. */
export const presenceRequests = (socket: LiveSocket, presence: Presence) => ({
  viewing: request(Viewing, async ({ topicId }) => {
    await presence.view(socket, topicId);
    return {};
  }),
  typing: request(Typing, async (typing) => {
    await presence.type(socket, typing);
    return {};
  }),
});
