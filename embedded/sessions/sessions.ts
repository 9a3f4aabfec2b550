import { Binary } from 'bson';
import { isDoc, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import type { Limits } from '../limits.ts';
import type { Store } from '../store/store.ts';
import { bytesOf } from '../values/compare.ts';
import { after } from '../values/key.ts';
import { ANSWERS, Session } from './session.ts';

/** All sessions that are known of. */
export class Sessions {
  private readonly store: Store;
  private readonly limits: Limits;
  private readonly onEnd: (session: Session) => void;
  private readonly sessions = new Map<string, Session>();
  /** Ended, with more answers than are let go of at once. */
  private readonly leaving: Session[] = [];

  constructor(store: Store, limits: Limits, onEnd: (session: Session) => void) {
    this.store = store;
    this.limits = limits;
    this.onEnd = onEnd;
    for (const { key } of store.committed.scan({ from: ANSWERS, to: after(ANSWERS) })) {
      const bytes = Buffer.from(key, 'latin1');
      this.restored(key.slice(4, 20)).restore(bytes.readBigUInt64BE(20), bytes.readUInt32BE(28));
    }
  }

  /** The session of an `lsid`; it lives on from now. Fails with 261 (TooManyLogicalSessions) where there are too many. */
  get(lsid: Value): Session {
    const id = idOf(lsid);
    const session = this.sessions.get(id) ?? this.added(id);
    session.lastUse = Date.now();
    return session;
  }

  end(lsid: Value): void {
    const session = this.sessions.get(idOf(lsid));
    if (session) this.remove(session);
  }

  get count(): number {
    return this.sessions.size;
  }

  /** Forgets sessions unused for too long. */
  sweep(now = Date.now()): void {
    const { sessionSeconds } = this.limits;
    for (const session of this.sessions.values())
      if (session.isIdle && now - session.lastUse > sessionSeconds * 1000) this.remove(session);
  }

  private added(id: string): Session {
    const { sessions } = this.limits;
    if (this.sessions.size >= sessions)
      fail(261, `Unable to add session into the cache because the number of active sessions is too high: ${sessions}`);
    return this.restored(id);
  }

  private restored(id: string): Session {
    let session = this.sessions.get(id);
    if (!session) {
      session = new Session(id, this.store);
      this.sessions.set(id, session);
    }
    return session;
  }

  /** Lets go of some more of what ended sessions have left; false once there is nothing. */
  forgetSome(): boolean {
    const last = this.leaving.at(-1);
    if (last && !last.forgetSome()) this.leaving.pop();
    return this.leaving.length > 0;
  }

  private remove(session: Session): void {
    abort(session);
    if (session.forgetSome()) this.leaving.push(session);
    this.sessions.delete(session.id);
    this.onEnd(session);
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
