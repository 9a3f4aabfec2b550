/**
 * Frames that leave in one write. Connections that are sent the same ones in the same order share a run, so that joining
 * them costs the same for one as for thousands.
 */
export class Run {
  readonly bytes: number;
  readonly #frames: readonly Buffer[];
  #joined: Buffer | null = null;
  /** What came next for one connection; it comes next for most others, too. */
  #next: { frame: Buffer; run: Run } | null = null;

  constructor(frames: readonly Buffer[] = []) {
    this.#frames = frames;
    this.bytes = frames.reduce((bytes, { length }) => bytes + length, 0);
  }

  /** This run, and a frame after it. */
  with(frame: Buffer): Run {
    if (this.#next === null || this.#next.frame !== frame) {
      this.#next = { frame, run: new Run([...this.#frames, frame]) };
    }
    return this.#next.run;
  }

  /** All of it in one piece. */
  joined(): Buffer {
    this.#joined ??= this.#frames.length === 1 ? this.#frames[0]! : Buffer.concat(this.#frames);
    return this.#joined;
  }
}
