import { Damage } from './damage.ts';
import { freeRuns } from './free-list.ts';
import type { TreeHead } from './meta.ts';
import { META_PAGES } from './meta.ts';
import { childOf, dataOf, keyOf, type Page } from './page.ts';
import type { PageFile } from './page-file.ts';
import { PageSet } from './page-set.ts';
import { type OnDamage, pageAt, tried } from './tree.ts';

export type PageCounts = { used: number; free: number; lost: number };

/** Walks every page of both trees and the list of free ones. Marks as bad, in the file, pages that two ways lead to. */
export function checkPages(file: PageFile, onDamage: OnDamage): PageCounts {
  const used = new PageSet(file.meta.lastPage);
  new Walk(file, used, onDamage, 'free pages', compareFreeKeys).check(file.meta.free);
  new Walk(file, used, onDamage, 'data', Buffer.compare).check(file.meta.main);
  const free = checkFree(file, used, onDamage);
  return { used: used.size, free: free.size, lost: file.meta.lastPage + 1 - META_PAGES - used.size - free.size };
}

function checkFree(file: PageFile, used: PageSet, onDamage: OnDamage): PageSet {
  const free = new PageSet(file.meta.lastPage);
  for (const { first, count } of freeRuns(file, onDamage))
    for (let page = first; page < first + count; page++) {
      if (used.has(page)) onDamage(new Damage('is in use, and yet on the list of free pages', page));
      if (!free.add(page)) onDamage(new Damage('is on the list of free pages twice', page));
    }
  return free;
}

/** The tree of free pages is ordered by transaction number. */
function compareFreeKeys(a: Buffer, b: Buffer): number {
  if (a.length !== 8 || b.length !== 8) return 1;
  return Number(a.readBigUInt64LE() - b.readBigUInt64LE());
}

type Compare = (a: Buffer, b: Buffer) => number;

class Walk {
  private readonly file: PageFile;
  private readonly used: PageSet;
  private readonly onDamage: OnDamage;
  private readonly what: string;
  private readonly compare: Compare;
  private readonly found = { branchPages: 0, leafPages: 0, overflowPages: 0, entries: 0 };
  private isWhole = true;
  private last: Buffer | undefined;
  /** The branch key above: nothing below it may come before. */
  private floor: Buffer | undefined;

  constructor(file: PageFile, used: PageSet, onDamage: OnDamage, what: string, compare: Compare) {
    this.file = file;
    this.used = used;
    this.what = what;
    this.compare = compare;
    this.onDamage = (damage) => {
      this.isWhole = false;
      onDamage(damage);
    };
  }

  check(head: TreeHead): void {
    if (head.root !== undefined) this.visit(head.root, head.depth);
    if (!this.isWhole) return;
    for (const kind of ['branchPages', 'leafPages', 'overflowPages', 'entries'] as const)
      if (this.found[kind] !== head[kind])
        this.onDamage(
          new Damage(`the tree of ${this.what} should have ${head[kind]} ${kind} and has ${this.found[kind]}`),
        );
  }

  private visit(number: number, depth: number): void {
    const page = tried(() => this.taken(number, depth), this.onDamage);
    if (!page) return;
    this.found[page.isLeaf ? 'leafPages' : 'branchPages']++;
    for (let i = 0; i < page.count; i++) {
      if (page.isLeaf) this.leafEntry(page, i);
      else this.branch(page, i, depth);
    }
  }

  private taken(number: number, depth: number): Page {
    const page = pageAt(this.file, number, depth);
    this.take(number, 1);
    return page;
  }

  private take(first: number, count: number): void {
    for (let page = first; page < first + count; page++)
      if (!this.used.add(page)) {
        this.file.bad.add(page);
        throw new Damage('is reached by two ways', page);
      }
  }

  private branch(page: Page, i: number, depth: number): void {
    if (i > 0) this.floor = keyOf(page, i);
    if (i > 0 && this.last && this.compare(this.last, keyOf(page, i)) >= 0)
      this.onDamage(new Damage(`has a key at ${i} that what lies before it goes beyond`, page.number));
    this.visit(childOf(page, i), depth - 1);
  }

  private leafEntry(page: Page, i: number): void {
    const key = keyOf(page, i);
    if ((this.last && this.compare(this.last, key) >= 0) || (this.floor && this.compare(this.floor, key) > 0))
      this.onDamage(new Damage(`has keys out of order at ${i}`, page.number));
    this.last = key;
    this.found.entries++;
    const value = dataOf(page, i);
    if (Buffer.isBuffer(value)) return;
    tried(() => {
      this.file.overflow(value);
      this.take(value.page, value.pages);
      this.found.overflowPages += value.pages;
    }, this.onDamage);
  }
}
