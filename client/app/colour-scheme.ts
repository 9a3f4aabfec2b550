/**
 * Runs before the rest so that a dark page never flashes white. A module of its own: the server's content security
 * policy allows no inline script.
 */
const KEY = 'mantine-color-scheme-value';

function chosen(): string {
  try {
    return localStorage.getItem(KEY) ?? 'auto';
  } catch {
    return 'auto';
  }
}

const scheme = chosen();
const dark = scheme === 'dark' || (scheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');

export {};
