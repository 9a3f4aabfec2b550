import { Binary } from 'bson';
import { isDoc, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import type { Store } from '../store/store.ts';
import { bytesOf } from '../values/compare.ts';
import { after } from '../values/key.ts';
import { ANSWERS, Session } from './session.ts';
import type { Transaction } from './transaction.ts';

export const SESSION_MINUTES = 30;
const TRANSACTION_SECONDS = 60;

/** All sessions that are known of. */
export class Sessions {
  private readonly store: Store;
  private readonly sessions = new Map<string, Session>();

  constructor(store: Store) {
    this.store = store;
    for (const { key } of store.committed.scan({ from: ANSWERS, to: after(ANSWERS) })) {
      const bytes = Buffer.from(key, 'latin1');
      this.at(key.slice(4, 20)).restore(bytes.readBigUInt64BE(20), key);
    }
  }

  /** The session of an `lsid`. */
  get(lsid: Value): Session {
    const session = this.at(idOf(lsid));
    session.lastUse = Date.now();
    return session;
  }

  end(lsid: Value): void {
    const session = this.sessions.get(idOf(lsid));
    if (session) this.remove(session);
  }

  /** Aborts transactions open for too long, forgets sessions unused for too long. */
  sweep(now = Date.now()): void {
    for (const session of this.sessions.values()) {
      const open = session.transaction;
      if (open && now - open.startedAt > TRANSACTION_SECONDS * 1000) abort(session);
      if (now - session.lastUse > SESSION_MINUTES * 60_000) this.remove(session);
    }
  }

  /** A transaction whose client has gone would hold its keys for nothing. */
  connectionClosed(connection: object, open: Iterable<Transaction>): void {
    for (const transaction of open) if (transaction.connection === connection) transaction.end();
    for (const session of this.sessions.values())
      if (session.transaction?.connection === connection) session.transaction = undefined;
  }

  private at(id: string): Session {
    let session = this.sessions.get(id);
    if (!session) {
      session = new Session(id, this.store);
      this.sessions.set(id, session);
    }
    return session;
  }

  private remove(session: Session): void {
    abort(session);
    session.forget();
    this.sessions.delete(session.id);
  }
}

export function abort(session: Session): void {
  session.transaction?.end();
  session.transaction = undefined;
}

function idOf(lsid: Value): string {
  const id = isDoc(lsid) ? lsid.get('id') : undefined;
  if (!(id instanceof Binary) || id.position !== 16) fail(2, 'lsid.id must be a UUID');
  return Buffer.from(bytesOf(id)).toString('latin1');
}
