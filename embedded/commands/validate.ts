import type { Reply } from '../bson/encode.ts';
import { uuid } from '../bson/reply.ts';
import { docOf } from '../bson/types.ts';
import type { Collection } from '../catalog/collection.ts';
import { fail, refuse } from '../errors.ts';
import { Overlay } from '../store/overlay.ts';
import { type CollectionState, checkCollection } from '../tools/check-collection.ts';
import { Findings } from '../tools/findings.ts';
import { numberOf } from '../values/numbers.ts';
import { inTurns } from './pace.ts';
import type { Request } from './request.ts';

/** Holds a collection's documents and indexes against each other, as they are at one moment, while others write. */
export async function validate(request: Request): Promise<Reply> {
  for (const option of ['repair', 'metadata', 'fixMultikey', 'checkBSONConformance'])
    if (request.flag(option)) refuse(`the option ${option} of validate`, 72);
  const { store } = request.engine;
  while (!store.isSettled) await store.settled().catch(() => {});
  const { collection } = request;
  if (!collection) fail(26, `Collection '${request.namespace}' does not exist to validate.`);
  const view = store.snapshotView(new Overlay());
  const findings = new Findings();
  try {
    const atThisMoment = { ...collection, indexes: collection.indexes.map((index) => ({ ...index })) };
    const state = await inTurns(checkCollection(view, atThisMoment, findings), request.deadline);
    return reply(atThisMoment, state, findings);
  } finally {
    view.release();
  }
}

function reply({ namespace, uuid: id }: Collection, state: CollectionState, { problems, count }: Findings): Reply {
  const indexes = [...state.indexes];
  const isValid = (name: string) => !problems.some(({ where }) => where === `${namespace}, index ${name}`);
  return {
    ns: namespace,
    uuid: uuid(id),
    nInvalidDocuments: numberOf(state.unreadable),
    nNonCompliantDocuments: 0,
    nrecords: numberOf(state.documents + state.unreadable),
    nIndexes: indexes.length,
    keysPerIndex: new Map(indexes.map(([name, keys]) => [name, numberOf(keys)])),
    indexDetails: new Map(indexes.map(([name]) => [name, docOf({ valid: isValid(name) })])),
    valid: count === 0,
    repaired: false,
    warnings: [],
    errors: problems.map(({ where, what }) => `${where}: ${what}`),
    extraIndexEntries: [],
    missingIndexEntries: [],
    corruptRecords: [],
  };
}
