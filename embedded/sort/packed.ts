const FIRST_CHUNK = 4 * 1024;
const LARGEST_CHUNK = 1024 * 1024;
const LENGTH = 4;

/** A million pieces of bytes in a few large buffers: as objects, the garbage collector would stop everyone over them. */
export class Packed {
  private readonly full: Buffer[] = [];
  private chunk = Buffer.alloc(0);
  private at = 0;

  add(bytes: Buffer): void {
    if (this.at + LENGTH + bytes.length > this.chunk.length) this.begin(LENGTH + bytes.length);
    this.chunk.writeUInt32LE(bytes.length, this.at);
    bytes.copy(this.chunk, this.at + LENGTH);
    this.at += LENGTH + bytes.length;
  }

  *values(): Generator<Buffer> {
    for (const chunk of [...this.full, this.chunk.subarray(0, this.at)])
      for (let at = 0, end = 0; at < chunk.length; at = end) {
        end = at + LENGTH + chunk.readUInt32LE(at);
        yield chunk.subarray(at + LENGTH, end);
      }
  }

  private begin(least: number): void {
    if (this.at > 0) this.full.push(this.chunk.subarray(0, this.at));
    const size = Math.min(Math.max(this.chunk.length * 2, FIRST_CHUNK), LARGEST_CHUNK);
    this.chunk = Buffer.allocUnsafeSlow(Math.max(size, least));
    this.at = 0;
  }
}
