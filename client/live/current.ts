import type { Attending } from './attending.ts';
import type { Live } from './live.ts';
import type { Presence } from './presence.ts';

/** The live path of whoever is signed in; null while nobody is. */
let current: { live: Live; accountId: string; presence?: Presence; attending?: Attending } | null = null;

export const currentLive = (): Live | null => current?.live ?? null;

export const currentPresence = (): Presence | null => current?.presence ?? null;

export const currentAttending = (): Attending | null => current?.attending ?? null;

/** Through whose eyes events are applied. */
export const viewer = (): string => current?.accountId ?? '';

export function setCurrent(live: Live | null, accountId = '', presence?: Presence, attending?: Attending): void {
  current = live && { live, accountId, presence, attending };
}
