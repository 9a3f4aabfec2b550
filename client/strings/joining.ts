/** Joining groups, requests, invitations, sanctions. */
export const joiningStrings = {};
