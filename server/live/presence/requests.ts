import { Typing, Viewing } from '../../../shared/presence.ts';
import { request } from '../requests.ts';
import type { Presence } from './presence.ts';

/** What sockets may ask about who is where. */
export const presenceRequests = (presence: Presence) => ({
  viewing: request(Viewing, async (socket, { topicId }) => {
    await presence.view(socket, topicId);
    return {};
  }),
  typing: request(Typing, async (socket, typing) => {
    await presence.type(socket, typing);
    return {};
  }),
});
