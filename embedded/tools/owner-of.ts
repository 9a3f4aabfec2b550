import { Damage } from '../pages/damage.ts';
import { PageFile } from '../pages/page-file.ts';
import { Tree } from '../pages/tree.ts';
import { isUsedBy, OWNER, type Owner } from '../store/owner.ts';

const TRIES = 20;

/** The living process that serves a data file; undefined if none does, or if that can't be told for damage. */
export function userOf(path: string): Owner | undefined {
  // Who serves it may write while this reads; then the file seems damaged, and has changed.
  for (let i = 0; i < TRIES; i++) {
    const owner = ownerIn(path);
    if (owner !== 'changed') return owner && isUsedBy(path, owner) ? owner : undefined;
  }
  throw new Error(`${path} is being written to`);
}

function ownerIn(path: string): Owner | undefined | 'changed' {
  let file: PageFile | undefined;
  try {
    file = new PageFile(path);
    const bytes = new Tree(file, file.meta.main).get(Buffer.from(OWNER, 'latin1'));
    return bytes && (JSON.parse(bytes.toString()) as Owner);
  } catch (error) {
    return error instanceof Damage && file && !file.isUntouched() ? 'changed' : undefined;
  } finally {
    file?.close();
  }
}
