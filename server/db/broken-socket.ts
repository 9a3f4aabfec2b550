import { createRequire } from 'node:module';
import type { Socket } from 'node:net';

/** What the driver keeps of a connection, as far as it is touched here. */
type DriverConnection = { socket: Socket; error: Error | null };
type WriteCommand = (this: DriverConnection, command: unknown, options: unknown) => Promise<void>;

// Found from where Mongoose is, so that it is the very driver Mongoose uses.
const mongoosePath = createRequire(import.meta.url).resolve('mongoose');
const { Connection } = createRequire(mongoosePath)('mongodb/lib/cmap/connection.js') as {
  Connection: { prototype: { writeCommand: WriteCommand } };
};
const write = Connection.prototype.writeCommand;

/**
 * Keeps operations from waiting for ever on a connection that breaks in the moment they use it.
 *
 * The driver (7.8, 7.9) writes a command and, where the socket will not take it, waits for 'drain' or 'error'. A socket
 * that has been destroyed but has not told so yet takes nothing and will never say either: it only closes. The operation
 * then never ends, and with it the lane its transaction is in. So closing ends the wait, too. The error handed on is the
 * driver's own for a lost connection, which it knows how to retry, in place of the bare one from the socket.
 */
Connection.prototype.writeCommand = function (command, options) {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(this.error ?? error);
    const closed = () => fail(new Error('The connection to the store closed.'));
    this.socket.once('close', closed);
    write
      .call(this, command, options)
      .then(resolve, fail)
      .finally(() => this.socket.off('close', closed));
  });
};
