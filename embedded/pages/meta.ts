import { Damage } from './damage.ts';

/** A B-tree of LMDB's, as its meta page tells of it. */
export type TreeHead = {
  depth: number;
  branchPages: number;
  leafPages: number;
  overflowPages: number;
  entries: number;
  /** Undefined while the tree is empty. */
  root: number | undefined;
};

/** What one commit left: LMDB writes its two meta pages in turn, and the one with the later transaction counts. */
export type Meta = { pageSize: number; free: TreeHead; main: TreeHead; lastPage: number; transaction: number };

const MAGIC = 0xbeefc0de;
const VERSION = 2;
const META = 0x08;
/** Where things lie in a meta page; all numbers are little-endian, as on every machine lmdb is built for here. */
const AT = { flags: 18, magic: 24, version: 28, free: 48, main: 96, lastPage: 144, transaction: 152 };
export const META_LENGTH = 168;
export const META_PAGES = 2;
const NO_ROOT = 0xffffffffffffffffn;

/** @throws Damage if these are not the first bytes of a meta page. */
export function readMeta(bytes: Buffer): Meta {
  if (
    bytes.length < META_LENGTH ||
    bytes.readUInt32LE(AT.magic) !== MAGIC ||
    bytes.readUInt32LE(AT.version) !== VERSION
  )
    throw foreign();
  const pageSize = bytes.readUInt32LE(AT.free);
  const isPowerOf2 = (pageSize & (pageSize - 1)) === 0;
  if ((bytes.readUInt16LE(AT.flags) & META) === 0 || !isPowerOf2 || pageSize < 512 || pageSize > 65536) throw foreign();
  const meta = {
    pageSize,
    free: treeHead(bytes, AT.free),
    main: treeHead(bytes, AT.main),
    lastPage: long(bytes, AT.lastPage),
    transaction: long(bytes, AT.transaction),
  };
  checkSense(meta);
  return meta;
}

function foreign(): Damage {
  return new Damage('data.mdb is damaged, or was not written by this store');
}

function treeHead(bytes: Buffer, at: number): TreeHead {
  const root = bytes.readBigUInt64LE(at + 40);
  return {
    depth: bytes.readUInt16LE(at + 6),
    branchPages: long(bytes, at + 8),
    leafPages: long(bytes, at + 16),
    overflowPages: long(bytes, at + 24),
    entries: long(bytes, at + 32),
    root: root === NO_ROOT ? undefined : Number(root),
  };
}

function checkSense({ free, main, lastPage }: Meta): void {
  for (const { root, depth, branchPages, leafPages, overflowPages } of [free, main]) {
    if (root !== undefined && (root < META_PAGES || root > lastPage || depth === 0)) throw foreign();
    if (depth > 32 || branchPages + leafPages + overflowPages > lastPage + 1) throw foreign();
  }
}

/** Beyond 2^53 it is no longer exact, and no longer makes sense either. */
export function long(bytes: Buffer, at: number): number {
  return Number(bytes.readBigUInt64LE(at));
}
