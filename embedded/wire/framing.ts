import { MAX_MESSAGE } from '../commands/hello.ts';
import { ProtocolError } from './message.ts';

/** Cuts a stream of bytes into messages; copies each byte once, however small the pieces it comes in. */
export class Framing {
  private pieces: Buffer[] = [];
  private size = 0;

  /** Takes what has come and returns the messages that are whole with it. */
  push(piece: Buffer): Buffer[] {
    this.pieces.push(piece);
    this.size += piece.length;
    const messages: Buffer[] = [];
    for (let message = this.shift(); message; message = this.shift()) messages.push(message);
    return messages;
  }

  /** Bytes of a message that is not whole yet. */
  get pending(): number {
    return this.size;
  }

  private shift(): Buffer | undefined {
    if (this.size < 16) return undefined;
    if ((this.pieces[0] as Buffer).length < 16) this.join();
    const length = (this.pieces[0] as Buffer).readInt32LE(0);
    if (length < 16 || length > MAX_MESSAGE) throw new ProtocolError(`a message of ${length} bytes`);
    if (this.size < length) return undefined;
    const whole = this.join();
    this.size -= length;
    this.pieces = this.size > 0 ? [whole.subarray(length)] : [];
    return whole.subarray(0, length);
  }

  private join(): Buffer {
    const whole = this.pieces.length === 1 ? (this.pieces[0] as Buffer) : Buffer.concat(this.pieces);
    this.pieces = [whole];
    return whole;
  }
}
