import { accountStream } from '../../shared/streams.ts';
import { liveSession, liveSessionOwner } from '../accounts/actions.ts';
import type { Tokens } from '../accounts/tokens.ts';
import { AppError } from '../lib/errors.ts';
import type { Cursors } from './cursors.ts';
import { close, type LiveSocket } from './rooms.ts';

/**
 * Lets a socket in by its access token.
 *
 * The account's stream is tracked from before the session is looked up until the socket is gone, so that there is no
 * moment at which the end of the session could go unnoticed. Socket.IO connects the socket a little after this; what
 * happens in between is for `stillAdmitted` to find.
 * @throws AppError unauthorized
 */
export async function admit(socket: LiveSocket, tokens: Tokens, cursors: Cursors): Promise<void> {
  const { token } = socket.handshake.auth as { token?: unknown };
  if (typeof token !== 'string') throw new AppError('unauthorized');
  const claims = tokens.verify(token);
  const hold = cursors.track([accountStream(claims.accountId)]);
  // The transport may break before the socket is connected: then there is no 'disconnect', only this.
  socket.conn.once('close', hold.release);
  await hold.ready;
  const revocations = cursors.revocations(accountStream(claims.accountId));
  if ((await liveSessionOwner(claims.sessionId)) !== claims.accountId) throw new AppError('unauthorized');
  socket.data = { ...claims, revocations };
}

/** Closes a socket whose session ended while it was being let in. */
export async function stillAdmitted(socket: LiveSocket, cursors: Cursors): Promise<void> {
  const { accountId, sessionId, revocations } = socket.data;
  if (cursors.revocations(accountStream(accountId)) === revocations) return;
  if (!(await liveSession(sessionId))) close(socket, 'revoked');
}
