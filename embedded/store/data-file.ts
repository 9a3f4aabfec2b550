import { statSync } from 'node:fs';
import { checkPages } from '../pages/check-pages.ts';
import { Damage } from '../pages/damage.ts';
import { freeRuns } from '../pages/free-list.ts';
import { PageFile } from '../pages/page-file.ts';
import { pageAt, Tree } from '../pages/tree.ts';
import { OWNER } from './owner.ts';

/**
 * Throws `Damage` if the data file can't be this store's, or lacks its end: LMDB itself would map it, write to it, and crash.
 * Of a large file it looks only at what takes no longer for it; `verify` looks at all of it.
 */
export function checkDataFile(path: string): void {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0) return;
  const file = new PageFile(path);
  try {
    check(file);
  } catch (error) {
    // A store that is running writes while this reads; then the file is whole, and in use.
    if (error instanceof Damage && file.isUntouched()) throw new Damage(`${error.message} (see verify)`);
    if (!(error instanceof Damage)) throw error;
  } finally {
    file.close();
  }
}

/** So many take some 50 ms to look at. */
const FEW_PAGES = 4096;

function thrown(damage: Damage): never {
  throw damage;
}

function check(file: PageFile): void {
  checkEnd(file);
  for (const { root, depth } of [file.meta.free, file.meta.main]) if (root !== undefined) pageAt(file, root, depth);
  if (file.meta.lastPage < FEW_PAGES) checkPages(file, thrown);
  const isNew = file.meta.main.root === undefined;
  if (!isNew && !new Tree(file, file.meta.main).get(Buffer.from(OWNER, 'latin1')))
    throw new Damage('data.mdb was not written by this store');
}

/** The file may end before its last page where LMDB has never written those behind: only free ones can be missing. */
function checkEnd(file: PageFile): void {
  const { lastPage, pageSize } = file.meta;
  const present = Math.floor(file.size / pageSize);
  if (present > lastPage) return;
  let missing = lastPage + 1 - present;
  for (const { first, count } of freeRuns(file, thrown))
    missing -= Math.max(0, first + count - Math.max(first, present));
  if (missing > 0) throw new Damage(`data.mdb has been cut short: ${missing} of its pages are missing`);
}
