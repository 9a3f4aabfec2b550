import type { SignedIn } from '../../shared/accounts.ts';
import { ApiProblem } from './problem.ts';
import { askWith } from './request.ts';

type Held = { token: string; until: number };

/** The access token lives in memory only: nothing a script could read outlives the page. */
let held: Held | null = null;
let over = false;
let renewal: Promise<SignedIn> | null = null;

const SPARE_MS = 30_000;

type Ended = (error: ApiProblem) => void;
let onEnded: Ended = () => {};
let onRenewed: (signedIn: SignedIn) => void = () => {};

/** Hears of each new token, and of the moment the session turns out to be over. */
export function observeTokens(renewed: (signedIn: SignedIn) => void, ended: Ended): void {
  onRenewed = renewed;
  onEnded = ended;
}

export function keepToken(token: string): void {
  over = false;
  held = { token, until: performance.now() + lifetime(token) - SPARE_MS };
}

/** Pages that are still up may ask for something: that must not begin a new session, or be taken for a failed one. */
export function forgetToken(): void {
  held = null;
  over = true;
}

/** A token that is good for a while yet. Throws ApiProblem: `unauthorized` when the session is over. */
export async function freshToken(): Promise<string> {
  return held && performance.now() < held.until ? held.token : renewToken();
}

/** Renews however good the held token looks; all callers share one request. */
export async function renewToken(): Promise<string> {
  if (over) throw new ApiProblem('unauthorized', 401, '');
  return (await renewSession()).accessToken;
}

export async function renewSession(): Promise<SignedIn> {
  renewal ??= alone(() => askWith<SignedIn>(null, 'POST', '/auth/refresh')).finally(() => {
    renewal = null;
  });
  try {
    const signedIn = await renewal;
    keepToken(signedIn.accessToken);
    onRenewed(signedIn);
    return signedIn;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) onEnded(error);
    throw error;
  }
}

/** One tab at a time: two that rotate the same cookie at once would look like theft and end the session. */
async function alone<Answer>(renew: () => Promise<Answer>): Promise<Answer> {
  if (!('locks' in navigator)) return renew();
  return (await navigator.locks.request('guildhall-refresh', renew)) as Answer;
}

/** By the token's own clock, so that a wrong clock on this machine does no harm. */
function lifetime(token: string): number {
  try {
    const part = token.split('.')[1]!.replace(/-/g, '+').replace(/_/g, '/');
    const { iat, exp } = JSON.parse(atob(part)) as { iat: number; exp: number };
    return (exp - iat) * 1000;
  } catch {
    return 60_000;
  }
}
