import { Damage } from './damage.ts';
import type { TreeHead } from './meta.ts';
import { childOf, compareKey, dataOf, keyOf, type Page } from './page.ts';
import type { PageFile } from './page-file.ts';

export type TreeEntry = { key: Buffer; value: Buffer };
export type OnDamage = (damage: Damage) => void;

/** Reads one of a data file's trees. */
export class Tree {
  readonly file: PageFile;
  readonly head: TreeHead;

  constructor(file: PageFile, head: TreeHead) {
    this.file = file;
    this.head = head;
  }

  /** @throws Damage if the way to the key is damaged. */
  get(key: Buffer): Buffer | undefined {
    if (this.head.root === undefined) return undefined;
    let page = pageAt(this.file, this.head.root, this.head.depth);
    for (let depth = this.head.depth - 1; depth > 0; depth--)
      page = pageAt(this.file, childOf(page, branchFor(page, key)), depth);
    const i = firstNotBefore(page, key, 0);
    if (i === page.count || compareKey(page, i, key) !== 0) return undefined;
    return valueAt(this.file, page, i);
  }

  /** The entries of [from, to) in order. What is damaged is told of and passed over. */
  *scan(from: Buffer, to: Buffer, onDamage: OnDamage): Generator<TreeEntry> {
    if (this.head.root !== undefined) yield* this.below(this.head.root, this.head.depth, from, to, onDamage);
  }

  private *below(number: number, depth: number, from: Buffer, to: Buffer, onDamage: OnDamage): Generator<TreeEntry> {
    const page = tried(() => pageAt(this.file, number, depth), onDamage);
    if (!page) return;
    for (let i = page.isLeaf ? firstNotBefore(page, from, 0) : branchFor(page, from); i < page.count; i++) {
      // A branch's first key stands for everything before its second.
      if ((page.isLeaf || i > 0) && compareKey(page, i, to) >= 0) return;
      if (!page.isLeaf) yield* this.below(childOf(page, i), depth - 1, from, to, onDamage);
      else {
        const value = tried(() => valueAt(this.file, page, i), onDamage);
        if (value) yield { key: keyOf(page, i), value };
      }
    }
  }
}

/** All leaves lie equally deep; that also bounds the way along pages that lead in circles. */
export function pageAt(file: PageFile, number: number, depth: number): Page {
  const page = file.page(number);
  if (page.isLeaf !== (depth === 1)) throw new Damage('lies at a depth where none of its kind does', number);
  return page;
}

export function valueAt(file: PageFile, page: Page, i: number): Buffer {
  const value = dataOf(page, i);
  return Buffer.isBuffer(value) ? value : file.overflow(value);
}

export function tried<T>(action: () => T, onDamage: OnDamage): T | undefined {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof Damage)) throw error;
    onDamage(error);
    return undefined;
  }
}

/** Which of a branch's children would have the key. */
function branchFor(page: Page, key: Buffer): number {
  const i = firstNotBefore(page, key, 1);
  return i < page.count && compareKey(page, i, key) === 0 ? i : i - 1;
}

function firstNotBefore(page: Page, key: Buffer, start: number): number {
  let low = start;
  let high = page.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareKey(page, middle, key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
