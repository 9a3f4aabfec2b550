/** Drafts. */
export const draftsStrings = {};
