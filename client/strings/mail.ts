/** Mail preferences, unsubscribing, the outbox. */
export const mailStrings = {};
