import { fail } from '../errors.ts';

/** Refuses changes to one path, or to a path and to what lies in it. */
export function checkConflicts(paths: string[][]): void {
  const changed = new Changed((path, at) => `Updating the path '${path}' would create a conflict at '${at}'`);
  const kinds = new Map<string, boolean>();
  for (const parts of paths) {
    changed.add(parts);
    for (const [at, part] of parts.entries()) {
      const parent = parts.slice(0, at).join('.');
      const isArray = part.startsWith('$[');
      if ((kinds.get(parent) ?? isArray) !== isArray)
        fail(40, `Updating the path '${parts.join('.')}' would create a conflict at '${parent}'`);
      kinds.set(parent, isArray);
    }
  }
}

/** What an update changes, path by path as its places are chosen: two of them may turn out to be one. */
export class Changed {
  private readonly whole = new Set<string>();
  private readonly parents = new Set<string>();
  private readonly message: (path: string, at: string) => string;

  constructor(message = (_path: string, at: string) => `Update created a conflict at '${at}'`) {
    this.message = message;
  }

  add(parts: string[]): void {
    const path = parts.join('.');
    if (this.parents.has(path)) fail(40, this.message(path, path));
    let parent = '';
    for (const [i, part] of parts.entries()) {
      parent = i === 0 ? part : `${parent}.${part}`;
      if (this.whole.has(parent)) fail(40, this.message(path, parent));
      this.parents.add(parent);
    }
    this.whole.add(path);
  }
}
