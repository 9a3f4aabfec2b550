import type { Readable } from '../catalog/stored-collections.ts';
import { PageFile } from '../pages/page-file.ts';
import { type OnDamage, Tree, tried } from '../pages/tree.ts';
import type { Range } from '../store/environment.ts';
import type { Entry } from '../store/overlay.ts';

/** The data of a store that isn't running, read page by page; what is damaged is told of and passed over. */
export class StoppedData implements Readable {
  readonly file: PageFile;
  onDamage: OnDamage = () => {};
  private readonly tree: Tree;

  constructor(path: string) {
    this.file = new PageFile(path);
    this.tree = new Tree(this.file, this.file.meta.main);
  }

  get(key: string): Buffer | undefined {
    return tried(() => this.tree.get(Buffer.from(key, 'latin1')), this.onDamage);
  }

  *scan({ from, to }: Range): Generator<Entry> {
    const entries = this.tree.scan(Buffer.from(from, 'latin1'), Buffer.from(to, 'latin1'), this.onDamage);
    for (const { key, value } of entries) yield { key: key.toString('latin1'), value };
  }

  close(): void {
    this.file.close();
  }
}
