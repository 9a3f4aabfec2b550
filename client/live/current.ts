import type { Live } from './live.ts';

/** The live path of whoever is signed in; null while nobody is. */
let current: { live: Live; accountId: string } | null = null;

export const currentLive = (): Live | null => current?.live ?? null;

/** Through whose eyes events are applied. */
export const viewer = (): string => current?.accountId ?? '';

export function setCurrent(live: Live | null, accountId = ''): void {
  current = live && { live, accountId };
}
