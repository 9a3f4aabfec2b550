import type { Collection } from '../catalog/collection.ts';
import type { View } from './view.ts';

/** Whoever changes data: a single statement, or a transaction. */
export interface Writer {
  /** What the writer sees, its own writes included. */
  readonly view: View;
  /** Takes a key that no one else may write meanwhile. Throws if another has it; do it before the first `put`. */
  claim(key: string): void;
  put(key: string, value: Buffer | null): void;
  counted(collection: Collection, change: number): void;
}
