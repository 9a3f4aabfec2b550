import type { Collection } from '../catalog/collection.ts';
import { shellText } from '../values/shell-text.ts';
import { isIdLookup } from './execute.ts';
import type { Plan } from './planner.ts';

/** What a plan goes through in a few words, as MongoDB's log puts it: `IXSCAN { group: 1, at: -1 }`. */
export function planTexts({ access }: Plan, collection: Collection): string[] {
  if (access.kind === 'collection') return ['COLLSCAN'];
  if (access.kind === 'or') return access.plans.flatMap((one) => planTexts(one, collection));
  if (isIdLookup(access, collection)) return ['IDHACK'];
  return [`IXSCAN ${shellText(access.index.document.get('key'))}`];
}
