import { closeSync, fstatSync, openSync, statSync } from 'node:fs';

/** A file that is held open, so as to notice when its name leads to another one, or to none. */
export class HeldFile {
  private readonly path: string;
  private readonly file: number;

  constructor(path: string) {
    this.path = path;
    this.file = openSync(path, 'r');
  }

  isInPlace(): boolean {
    const named = statSync(this.path, { bigint: true, throwIfNoEntry: false });
    const held = fstatSync(this.file, { bigint: true });
    return named?.ino === held.ino && named.dev === held.dev;
  }

  close(): void {
    closeSync(this.file);
  }
}
