import type { Reply } from '../bson/encode.ts';
import type { Collection } from '../catalog/collection.ts';
import { fail } from '../errors.ts';
import { released } from './collections.ts';
import type { Request } from './request.ts';

/** Gives a collection another name, in another database as well: nothing is copied. */
export async function renameCollection(request: Request): Promise<Reply> {
  if (request.database !== 'admin') fail(13, 'renameCollection may only be run against the admin database.');
  const { catalog, store } = request.engine;
  const to = request.text('to');
  await bothReleased(request, to);
  const source = sourceOf(request);
  const target = catalog.get(to);
  if (source === target) fail(20, "Can't rename a collection to itself");
  if (target && !request.flag('dropTarget')) fail(48, 'target namespace exists');
  if (target) catalog.drop(target);
  catalog.rename(source, to);
  await store.settled();
  if (target) request.engine.sweepSoon();
  return {};
}

async function bothReleased(request: Request, to: string): Promise<void> {
  const target = request.engine.catalog.get(to);
  await released(request, sourceOf(request), ...(target ? [target] : []));
}

function sourceOf(request: Request): Collection {
  const from = request.text('renameCollection');
  const source = request.engine.catalog.get(from);
  if (!source) fail(26, `Source collection ${from} does not exist`);
  if (source.indexes.some((index) => !index.ready))
    fail(12587, `cannot perform operation: an index build is currently running for collection '${from}'`);
  return source;
}
