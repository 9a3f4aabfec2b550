import { BSONRegExp, ObjectId } from 'bson';
import type { Reply } from '../bson/encode.ts';
import type { Doc, Value } from '../bson/types.ts';
import type { Collection } from '../catalog/collection.ts';
import { fail } from '../errors.ts';
import { whenFree } from '../sessions/statement-writer.ts';
import type { Request } from './request.ts';
import { runStatements } from './write.ts';

export async function insert(request: Request): Promise<Reply> {
  const documents = request.docs('documents');
  const collection = request.madeCollection;
  return runStatements(request, documents, async (doc, keep) => {
    await whenFree(() => {
      insertDocument(request, collection, doc);
      keep({ n: 1 });
    }, request.deadline);
    return { n: 1 };
  });
}

export function insertDocument(request: Request, collection: Collection, doc: Doc): Doc {
  if (collection.dropped) fail(26, `Collection ${collection.namespace} was dropped meanwhile`);
  const complete = checkedId(doc);
  request.engine.records.insert(request.writer, collection, complete);
  return complete;
}

/** `_id` made where it is missing, and put first, where MongoDB keeps it. */
export function checkedId(doc: Doc): Doc {
  const id = doc.has('_id') ? doc.get('_id') : new ObjectId();
  checkId(id);
  if (doc.keys().next().value === '_id') return doc;
  const result: Doc = new Map([['_id', id]]);
  for (const [name, value] of doc) if (name !== '_id') result.set(name, value);
  return result;
}

function checkId(id: Value): void {
  if (Array.isArray(id)) fail(53, "The '_id' value cannot be of type array");
  if (id instanceof BSONRegExp) fail(53, "The '_id' value cannot be of type regex");
  if (id === undefined) fail(53, "The '_id' value cannot be of type undefined");
  if (id instanceof Map)
    for (const name of id.keys())
      if (name.startsWith('$') && !['$ref', '$id', '$db'].includes(name))
        fail(52, `_id fields may not contain '$'-prefixed fields: ${name} is not valid for storage.`);
}
