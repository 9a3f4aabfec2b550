import type { Account, SignedIn } from '../../shared/accounts.ts';
import { createStore } from '../ui/store.ts';
import { auth } from './endpoints.ts';
import { forgetToken, keepToken, observeTokens, renewSession } from './token.ts';

/** Why someone finds themselves signed out. */
export type EndReason = 'left' | 'expired' | 'revoked' | 'suspended' | 'elsewhere';

export type SessionState =
  | { status: 'out'; reason: EndReason | null }
  | { status: 'in'; account: Account }
  /** Signed in as far as we know, but the server could not be asked. */
  | { status: 'unknown' };

export const session = createStore<SessionState>({ status: 'out', reason: null });

/** Remembers that there may be a session, so that a newcomer's first page asks for none. */
const HINT = 'guildhall.signed-in';
const channel = new BroadcastChannel('guildhall-session');

/** Picks the session up again after a reload. Never throws. */
export async function restoreSession(): Promise<void> {
  observeTokens(tokenRenewed, () => endSession('expired'));
  channel.onmessage = (message: MessageEvent<string>) => heard(message.data);
  if (!localStorage.getItem(HINT)) return;
  try {
    begin(await renewSession());
  } catch {
    // A refusal has ended the session by now; anything else says nothing about it.
    if (localStorage.getItem(HINT)) session.set({ status: 'unknown' });
  }
}

/** Called with the server's answer to signing in or up. */
export function begin({ account, accessToken }: SignedIn): void {
  keepToken(accessToken);
  localStorage.setItem(HINT, account.id);
  session.set({ status: 'in', account });
  channel.postMessage(account.id);
}

export async function signOut(): Promise<void> {
  await auth.signOut().catch(() => {});
  endSession('left');
  channel.postMessage('out');
}

export function endSession(reason: EndReason): void {
  forgetToken();
  localStorage.removeItem(HINT);
  session.set({ status: 'out', reason });
}

/** The cookie is shared by all tabs: if another tab signed in as someone else, nothing shown here may stay. */
function tokenRenewed({ account }: SignedIn): void {
  const state = session.get();
  if (state.status === 'in' && state.account.id !== account.id) location.reload();
}

function heard(message: string): void {
  const state = session.get();
  if (message === 'out' && state.status === 'in') endSession('elsewhere');
  else if (message !== 'out' && state.status === 'in' && state.account.id !== message) location.reload();
  else if (message !== 'out' && state.status !== 'in') location.reload();
}
