import { isDoc, type Value } from '../bson/types.ts';
import { refuse } from '../errors.ts';

/** What any command may carry: who asks, within which session, and wishes that one durable node fulfils anyway. */
export const genericOptions = new Set([
  '$db',
  'lsid',
  'txnNumber',
  'autocommit',
  'startTransaction',
  'stmtId',
  'stmtIds',
  '$clusterTime',
  '$readPreference',
  'readConcern',
  'writeConcern',
  'maxTimeMS',
  'comment',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
]);

export const readConcernLevels = new Set<Value>(['local', 'majority', 'available', 'snapshot', 'linearizable']);

/** All levels hold here: what is read is on the one node's disk. Times other than now can't be read. */
export function checkReadConcern(value: Value): void {
  if (!isDoc(value)) return;
  if (value.has('level') && !readConcernLevels.has(value.get('level')))
    refuse(`the readConcern level ${value.get('level')}`, 9);
  if (value.has('atClusterTime')) refuse('readConcern.atClusterTime', 72);
}

export function checkCollation(value: Value): void {
  if (isDoc(value) && value.size > 0 && value.get('locale') !== 'simple')
    refuse(`the collation ${value.get('locale')}`);
}
