/** The console of those who lead. */
export const consoleStrings = {
  title: 'Leaders’ console',
};
