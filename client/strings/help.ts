/** The help page. */
export const helpStrings = {};
