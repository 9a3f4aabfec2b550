import type { Hold } from './cursors.ts';
import type { LiveSocket } from './rooms.ts';

type Release = Hold['release'];
type Present = { sockets: LiveSocket[]; release: Release };

/** The sockets of each account on this node. As long as it has one, its stream is tracked. */
export class Members {
  readonly #present = new Map<string, Present>();

  /** @param release gives up a hold on the account's stream. It is called when the account's last socket has left. */
  enter(socket: LiveSocket, release: Release): void {
    const present = this.#present.get(socket.data.accountId);
    if (!present) return void this.#present.set(socket.data.accountId, { sockets: [socket], release });
    present.sockets = [...present.sockets, socket];
    release();
  }

  leave(socket: LiveSocket): void {
    const { accountId } = socket.data;
    const present = this.#present.get(accountId);
    if (!present?.sockets.includes(socket)) return;
    present.sockets = present.sockets.filter((other) => other !== socket);
    if (present.sockets.length > 0) return;
    this.#present.delete(accountId);
    present.release();
  }

  /** All of them. */
  *sockets(): Iterable<LiveSocket> {
    for (const { sockets } of this.#present.values()) yield* sockets;
  }

  socketsOf(accountId: string): readonly LiveSocket[] {
    return this.#present.get(accountId)?.sockets ?? [];
  }
}
