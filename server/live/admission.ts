import { accountStream } from '../../shared/streams.ts';
import { liveSession, liveSessionOwner } from '../accounts/actions.ts';
import { refuseSuspended, standingTogether, suspensionOf } from '../accounts/suspension.ts';
import type { Tokens } from '../accounts/tokens.ts';
import { AppError } from '../lib/errors.ts';
import type { Cursors, Hold } from './cursors.ts';
import { close, type LiveSocket } from './rooms.ts';

/** What releases the streams of those who have been let in and are not connected yet. */
const holds = new WeakMap<LiveSocket, Hold['release']>();

/**
 * Lets a socket in by its access token.
 *
 * The account's stream is tracked from before the session is looked up until the socket is gone, so that there is no
 * moment at which the end of the session could go unnoticed. Socket.IO connects the socket a little after this; what
 * happens in between is for `stillAdmitted` to find.
 * @throws AppError unauthorized, suspended
 */
export async function admit(socket: LiveSocket, tokens: Tokens, cursors: Cursors): Promise<void> {
  const { token } = socket.handshake.auth as { token?: unknown };
  if (typeof token !== 'string') throw new AppError('unauthorized');
  const { accountId, sessionId } = tokens.verify(token);
  const hold = cursors.track([accountStream(accountId)]);
  try {
    await hold.ready;
    const revocations = cursors.revocations(accountStream(accountId));
    const [owner, account] = await Promise.all([liveSessionOwner(sessionId), standingTogether(accountId)]);
    if (account) refuseSuspended(account);
    if (owner !== accountId || !account || account.erasedAt) throw new AppError('unauthorized');
    socket.data = { accountId, sessionId, revocations };
  } catch (error) {
    hold.release();
    throw error;
  }
  holds.set(socket, hold.release);
}

/** Takes over the hold on the account's stream: what is returned releases it. Null where it has been taken already. */
export function takeHold(socket: LiveSocket): Hold['release'] | null {
  const release = holds.get(socket) ?? null;
  holds.delete(socket);
  return release;
}

/** Closes a socket whose session ended, or whose account was suspended, while it was being let in. */
export async function stillAdmitted(socket: LiveSocket, cursors: Cursors): Promise<void> {
  const { accountId, sessionId, revocations } = socket.data;
  if (cursors.revocations(accountStream(accountId)) === revocations) return;
  const [session, account] = await Promise.all([liveSession(sessionId), standingTogether(accountId)]);
  if (account && suspensionOf(account)) close(socket, 'suspended');
  else if (!session || !account || account.erasedAt) close(socket, 'revoked');
}
