import { Double } from 'bson';
import type { Reply } from '../bson/encode.ts';
import type { Request } from './request.ts';
import { sessionMinutes } from './transactions.ts';

/** The MongoDB whose wire and language the store keeps to. */
const VERSION = '8.0.0';
const WIRE_VERSION = 25;
export const MAX_MESSAGE = 48_000_000;

/**
 * The store as the only member of a replica set, since sessions and transactions are only used with one. Without
 * `topologyVersion`, for with it drivers expect to be told of changes on an open request.
 */
export function hello(request: Request): Reply {
  const { address, limits } = request.engine;
  return {
    helloOk: true,
    isWritablePrimary: true,
    ismaster: true,
    setName: SET_NAME,
    setVersion: 1,
    secondary: false,
    hosts: [address],
    primary: address,
    me: address,
    maxBsonObjectSize: 16 * 1024 * 1024,
    maxMessageSizeBytes: MAX_MESSAGE,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: sessionMinutes(limits),
    connectionId: 1,
    minWireVersion: 0,
    maxWireVersion: WIRE_VERSION,
    readOnly: false,
  };
}

export const SET_NAME = 'embedded';

export function buildInfo(): Reply {
  const versionArray = [...VERSION.split('.').map(Number), 0];
  return {
    version: VERSION,
    gitVersion: 'embedded-store',
    modules: [],
    versionArray,
    bits: 64,
    debug: false,
    maxBsonObjectSize: 16 * 1024 * 1024,
    storageEngines: ['lmdb'],
  };
}

export function connectionStatus(): Reply {
  return { authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] } };
}

export function serverStatus(request: Request): Reply {
  const { engine } = request;
  const { connections, limits } = engine;
  const memory = process.memoryUsage();
  return {
    host: engine.address,
    version: VERSION,
    process: 'embedded-store',
    pid: process.pid,
    uptime: new Double((Date.now() - engine.startedAt) / 1000),
    localTime: new Date(),
    connections: {
      ...connections,
      available: Math.max(0, Math.floor(limits.connections) - connections.current),
    },
    mem: { bits: 64, resident: Math.round(memory.rss / 1048576) },
    storageEngine: { name: 'lmdb', persistent: true, readOnly: false },
    transactions: { currentOpen: engine.conflicts.open.size },
    logicalSessionRecordCache: { activeSessionsCount: engine.sessions.count },
    metrics: { cursor: { open: { total: engine.cursors.count } } },
    workMemory: { bytes: new Double(engine.memory.used) },
  };
}
