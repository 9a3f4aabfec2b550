/** Notices, toasts and subscriptions. */
export const noticesStrings = {};
