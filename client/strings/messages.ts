/** Private messages. */
export const messagesStrings = {};
