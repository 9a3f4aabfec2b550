import type { Work } from '../plan/execute.ts';
import { shellText } from '../values/shell-text.ts';
import type { Rows } from './cursors.ts';
import type { Request } from './request.ts';

const BOUND = 10_000;

/** Passes rows on, and logs a read that has looked at many more documents than it gave: an index is missing. */
export function* watched(rows: Rows, work: Work, request: Request): Generator<Buffer | null> {
  let given = 0;
  for (let next = rows.next(); !next.done; next = rows.next()) {
    if (next.value) given++;
    yield next.value;
  }
  logScan(work, given, request);
}

export function logScan(work: Work, given: number, request: Request): void {
  if (work.docs <= given + BOUND) return;
  const { name, namespace, command } = request;
  const query = shellText(
    new Map(
      [...command].filter(([field]) =>
        ['filter', 'sort', 'pipeline', 'query', 'updates', 'deletes', 'key'].includes(field),
      ),
    ),
  );
  const line = {
    level: 'warn',
    event: 'long scan',
    command: name,
    namespace,
    docsExamined: work.docs,
    returned: given,
    query: query.slice(0, 2000),
  };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}
