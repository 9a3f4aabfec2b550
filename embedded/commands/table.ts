import type { Reply } from '../bson/encode.ts';
import { aggregate } from './aggregate.ts';
import { create, drop, dropDatabase, listCollections, listIndexes } from './collections.ts';
import { count } from './count.ts';
import { deleteCommand } from './delete.ts';
import { distinct } from './distinct.ts';
import { explain } from './explain.ts';
import { find, getMore, killCursors } from './find.ts';
import { findAndModify } from './find-and-modify.ts';
import { buildInfo, connectionStatus, hello, serverStatus } from './hello.ts';
import { commandList, getCmdLineOpts, getLog, hostInfo } from './host.ts';
import { createIndexes, dropIndexes } from './indexes.ts';
import { insert } from './insert.ts';
import { renameCollection } from './rename.ts';
import type { Run } from './request.ts';
import { collStats, dbStats, listDatabases } from './stats.ts';
import { abortTransaction, commitTransaction, endSessions, refreshSessions, startSession } from './transactions.ts';
import { update } from './update.ts';
import { validate } from './validate.ts';

/** A command: what runs it, which options it takes, and where it may be used. */
export type Command = {
  run: Run;
  options: string[];
  anyOption?: boolean;
  inTransaction?: boolean;
  retryable?: boolean;
};

const nothing = (): Reply => ({});
/** In a hello clients tell of themselves, and newer ones of more: what isn't known is no wish that could go unmet. */
const greeting = { run: hello, options: [], anyOption: true };
const writes = { inTransaction: true, retryable: true };
const modifyOptions = [
  'query',
  'sort',
  'remove',
  'update',
  'new',
  'fields',
  'upsert',
  'bypassDocumentValidation',
  'arrayFilters',
  'hint',
  'collation',
  'let',
];
const queryOptions = [
  'filter',
  'sort',
  'projection',
  'hint',
  'skip',
  'limit',
  'batchSize',
  'singleBatch',
  'noCursorTimeout',
  'allowDiskUse',
  'allowPartialResults',
  'collation',
  'let',
];
const createOptions = [
  'autoIndexId',
  'idIndex',
  'capped',
  'timeseries',
  'viewOn',
  'validator',
  'clusteredIndex',
  'expireAfterSeconds',
  'collation',
];

/** Every command there is. What isn't here is refused by name. */
export const commands: Record<string, Command> = {
  hello: greeting,
  isMaster: greeting,
  ismaster: greeting,
  ping: { run: nothing, options: [] },
  buildInfo: { run: buildInfo, options: [] },
  buildinfo: { run: buildInfo, options: [] },
  connectionStatus: { run: connectionStatus, options: ['showPrivileges'] },
  serverStatus: { run: serverStatus, options: [] },
  hostInfo: { run: hostInfo, options: [] },
  getCmdLineOpts: { run: getCmdLineOpts, options: [] },
  getLog: { run: getLog, options: [] },
  listCommands: { run: () => commandList(Object.keys(commands)), options: [] },
  listDatabases: { run: listDatabases, options: ['filter', 'nameOnly', 'authorizedDatabases'] },
  listCollections: { run: listCollections, options: ['filter', 'nameOnly', 'cursor', 'authorizedCollections'] },
  listIndexes: { run: listIndexes, options: ['cursor'] },
  create: { run: create, options: createOptions },
  drop: { run: drop, options: [] },
  renameCollection: { run: renameCollection, options: ['to', 'dropTarget'] },
  dropDatabase: { run: dropDatabase, options: [] },
  createIndexes: { run: createIndexes, options: ['indexes', 'commitQuorum'] },
  dropIndexes: { run: dropIndexes, options: ['index'] },
  collStats: { run: collStats, options: ['scale'] },
  validate: {
    run: validate,
    options: ['full', 'background', 'repair', 'metadata', 'fixMultikey', 'checkBSONConformance'],
  },
  dbStats: { run: dbStats, options: ['scale'] },
  dbstats: { run: dbStats, options: ['scale'] },

  insert: { run: insert, options: ['documents', 'ordered', 'bypassDocumentValidation'], ...writes },
  update: { run: update, options: ['updates', 'ordered', 'bypassDocumentValidation', 'let'], ...writes },
  delete: { run: deleteCommand, options: ['deletes', 'ordered', 'let'], ...writes },
  findAndModify: { run: findAndModify, options: modifyOptions, ...writes },
  findandmodify: { run: findAndModify, options: modifyOptions, ...writes },

  find: { run: find, options: queryOptions, inTransaction: true },
  getMore: { run: getMore, options: ['collection', 'batchSize'], inTransaction: true },
  killCursors: { run: killCursors, options: ['cursors'], inTransaction: true },
  count: { run: count, options: ['query', 'limit', 'skip', 'hint', 'fields', 'collation'] },
  distinct: { run: distinct, options: ['key', 'query', 'hint', 'collation'], inTransaction: true },
  aggregate: {
    run: aggregate,
    options: ['pipeline', 'cursor', 'allowDiskUse', 'hint', 'collation', 'let'],
    inTransaction: true,
  },
  explain: { run: explain, options: ['verbosity'] },

  startSession: { run: startSession, options: [] },
  endSessions: { run: endSessions, options: [] },
  killSessions: { run: endSessions, options: [] },
  refreshSessions: { run: refreshSessions, options: [] },
  commitTransaction: { run: commitTransaction, options: ['recoveryToken'] },
  abortTransaction: { run: abortTransaction, options: ['recoveryToken'] },
};
