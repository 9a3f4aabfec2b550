export const quoted = (text: string): string => `“${text}”`;

/** Until when something holds, by UTC; without an end it says so. */
export const until = (time: string | null): string =>
  time ? ` until ${time.slice(0, 16).replace('T', ' ')} UTC` : ' for ever';
