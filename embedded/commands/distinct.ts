import { decode } from '../bson/decode.ts';
import type { Reply } from '../bson/encode.ts';
import { Missing, type Value } from '../bson/types.ts';
import { parseFilter } from '../match/parse.ts';
import { anyAt } from '../match/walk.ts';
import { execute, type Work } from '../plan/execute.ts';
import { planQuery } from '../plan/planner.ts';
import { encodeKey } from '../values/key.ts';
import { pace } from './pace.ts';
import { parseHint } from './query.ts';
import type { Request } from './request.ts';
import { logScan } from './scan-log.ts';

export async function distinct(request: Request): Promise<Reply> {
  const parts = request.text('key').split('.');
  const filter = parseFilter(request.doc('query'));
  const { collection } = request;
  if (!collection) return { values: [] };
  const values = new Map<string, Value>();
  const work: Work = { keys: 0, docs: 0 };
  const turn = pace(request.deadline);
  const plan = planQuery(collection, filter, [], parseHint(request.value('hint'), collection), request.readView);
  for (const found of execute(plan, collection, request.readView, work)) {
    if (turn.isDue()) await turn.yield();
    if (found) collect(values, found.doc ?? decode(found.bytes), parts);
  }
  logScan(work, values.size, request);
  return { values: [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value) };
}

/** An array at the path gives its elements, each once, and not itself. */
function collect(values: Map<string, Value>, doc: Parameters<typeof anyAt>[0], parts: string[]): void {
  anyAt(doc, {
    parts,
    expand: false,
    trace: undefined,
    test: (value) => {
      if (value === Missing) return false;
      for (const item of Array.isArray(value) ? value : [value]) {
        const key = encodeKey(item);
        if (!values.has(key)) values.set(key, item);
      }
      return false;
    },
  });
}
