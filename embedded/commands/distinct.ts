import { decode } from '../bson/decode.ts';
import { encode, type Reply } from '../bson/encode.ts';
import { type Doc, docOf, Missing, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import { parseFilter } from '../match/parse.ts';
import { anyAt } from '../match/walk.ts';
import { execute } from '../plan/execute.ts';
import { planQuery } from '../plan/planner.ts';
import { SortedRuns } from '../sort/sorted-runs.ts';
import { encodeKey } from '../values/key.ts';
import { WideMap } from '../values/wide-map.ts';
import { pace } from './pace.ts';
import { parseHint } from './query.ts';
import type { Request } from './request.ts';

export async function distinct(request: Request): Promise<Reply> {
  const parts = request.text('key').split('.');
  const filter = parseFilter(request.doc('query'));
  const { collection } = request;
  if (!collection) return { values: [] };
  const found: Values = { keys: new WideMap(), sorted: new SortedRuns(), bytes: 0 };
  const turn = pace(request.deadline);
  const plan = planQuery(collection, filter, [], parseHint(request.value('hint'), collection), request.readView);
  for (const one of execute(plan, collection, request.readView, request.work)) {
    if (turn.isDue()) await turn.yield();
    if (one) collect(found, one.doc ?? decode(one.bytes), parts);
  }
  request.given = found.keys.size;
  const values: Value[] = [];
  for (const bytes of found.sorted.inOrder()) {
    values.push(decode(bytes).get(VALUE));
    if (turn.isDue()) await turn.yield();
  }
  return { values };
}

const MOST_BYTES = 16 * 1024 * 1024;
const VALUE = 'value';
/** What a document takes beyond the value in it, and its name. */
const WRAP_BYTES = 5 + VALUE.length;

/** Each value once. `bytes` is what they take in an answer. */
type Values = { keys: WideMap<true>; sorted: SortedRuns; bytes: number };

/** An array at the path gives its elements, each once, and not itself. */
function collect(found: Values, doc: Doc, parts: string[]): void {
  anyAt(doc, {
    parts,
    expand: false,
    trace: undefined,
    test: (value) => {
      if (value !== Missing) for (const item of Array.isArray(value) ? value : [value]) add(found, item);
      return false;
    },
  });
}

function add(found: Values, value: Value): void {
  const key = encodeKey(value);
  if (found.keys.get(key)) return;
  const bytes = encode(docOf({ [VALUE]: value }));
  found.bytes += bytes.length - WRAP_BYTES + String(found.keys.size).length;
  if (found.bytes > MOST_BYTES) fail(17217, 'distinct too big, 16mb cap');
  found.keys.add(key, true);
  found.sorted.add(key, bytes);
}
