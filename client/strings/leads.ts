/** Suggesting a group and leading it. */
export const leadsStrings = {};
