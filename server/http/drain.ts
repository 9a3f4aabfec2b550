import { once } from 'node:events';
import type { Server } from 'node:http';
import { Server as NetServer } from 'node:net';
import type { RequestHandler } from 'express';

/**
 * A node's way out, on which no request fails: it takes no more connections, answers what comes on those it has, each
 * time asking for the connection to be closed, and ends the last when all is answered.
 */
export type Drain = {
  readonly begun: boolean;
  /** Asks for the connection of each answer to be closed, once the drain has begun. */
  asks: RequestHandler;
  /**
   * Stops listening.
   * @param idleSeconds how long idle connections are left open. A balancer may be sending a request on one in this
   * moment; it should close them itself in that time.
   * @returns when the last connection is gone.
   */
  begin(http: Server, idleSeconds: number): Promise<void>;
};

/** Requests that take longer than this are not waited for. */
const REQUEST_MS = 20_000;
const CHECK_MS = 100;

export function createDrain(): Drain {
  let begun = false;
  return {
    get begun() {
      return begun;
    },
    asks(_request, response, next) {
      if (begun) response.set('Connection', 'close');
      next();
    },
    async begin(http, idleSeconds) {
      begun = true;
      const closed = once(http, 'close');
      // `http.close()` would close idle connections at once.
      NetServer.prototype.close.call(http);
      let idle: NodeJS.Timeout | undefined;
      const closeIdle = () => {
        http.closeIdleConnections();
        idle = setTimeout(closeIdle, CHECK_MS);
      };
      idle = setTimeout(closeIdle, idleSeconds * 1_000);
      const late = setTimeout(() => http.closeAllConnections(), idleSeconds * 1_000 + REQUEST_MS);
      await closed;
      clearTimeout(idle);
      clearTimeout(late);
    },
  };
}
