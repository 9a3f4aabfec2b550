/** As much of WebSocket as it takes to read what a server sends without looking into it. */

const TEXT = 0x81;

/** What a client says first. */
export function upgradeRequest(host: string, path: string): string {
  const headers = [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ];
  return `${headers.join('\r\n')}\r\n\r\n`;
}

/** A message from a client. The mask is zero, so that what is masked stays what it is. */
export function clientFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const { length } = payload;
  const head = length < 126 ? [TEXT, 0x80 | length] : [TEXT, 0xfe, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([...head, 0, 0, 0, 0]), payload]);
}

/** Sees each frame a server sends: `bytes` from `start` on, `length` of them, if it is looked at as a whole. */
export type See = (bytes: Buffer, start: number, length: number) => void;

/** Cuts what comes into frames. What is in them is passed over, but for their beginnings. */
export class Frames {
  /** Whether frames are shown whole, or only their first bytes. */
  whole = true;
  readonly #see: See;
  readonly #beginning: number;
  #skip = 0;
  #rest: Buffer | null = null;

  /** @param beginning how many bytes of a frame are shown where it isn't shown whole. */
  constructor(see: See, beginning: number) {
    this.#see = see;
    this.#beginning = beginning;
  }

  /** @param came is not kept. */
  take(came: Buffer): void {
    if (this.#skip >= came.length) {
      this.#skip -= came.length;
      return;
    }
    let at = this.#skip;
    this.#skip = 0;
    const bytes = this.#rest ? Buffer.concat([this.#rest, came]) : came;
    this.#rest = null;
    while (at < bytes.length) {
      const frame = this.#frameAt(bytes, at);
      if (!frame) {
        this.#rest = Buffer.from(bytes.subarray(at));
        return;
      }
      this.#see(bytes, frame.start, frame.length);
      at = frame.start + frame.length;
    }
    this.#skip = at - bytes.length;
  }

  /** The frame that begins here; null while too little of it has come. */
  #frameAt(bytes: Buffer, at: number): { start: number; length: number } | null {
    const left = bytes.length - at;
    if (left < 2) return null;
    const short = bytes[at + 1]! & 127;
    const head = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (left < head) return null;
    const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(at + 2) : bytes.readUInt32BE(at + 6);
    const wanted = head + (this.whole ? length : Math.min(length, this.#beginning));
    return left < wanted ? null : { start: at + head, length };
  }
}
