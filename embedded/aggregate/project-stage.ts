import type { Doc } from '../bson/types.ts';
import { CommandError, fail } from '../errors.ts';
import { parseProjection } from '../project/projection.ts';
import type { Variables } from './operator.ts';

/** `$project`: fields kept, left out, or computed; find's own forms (`$slice`, `$elemMatch`, `a.$`) are not for it. */
export function aggregateProjection(spec: Doc, variables: Variables): (doc: Doc) => Doc {
  if (spec.size === 0)
    fail(51272, 'Invalid $project :: caused by :: projection specification must have at least one field');
  try {
    const projection = parseProjection(spec, variables, { inFind: false });
    return (doc) => projection?.apply(doc) ?? doc;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new CommandError(error.code, `Invalid $project :: caused by :: ${error.message}`);
  }
}
