import type { Draft } from '../../shared/drafts.ts';

export type DraftText = { title: string; body: string };

/** A text being written, and how it stands to what the server keeps of it. */
export type DraftState = DraftText & {
  /** The server's version this one goes on from; null where it has none. */
  base: string | null;
  /** There is something here that the server does not have. */
  unsaved: boolean;
  /** What was written elsewhere meanwhile. Until the writer has chosen between the two, nothing is saved. */
  newer: Draft | null;
};

export const NOTHING: DraftState = { title: '', body: '', base: null, unsaved: false, newer: null };

export const isEmpty = ({ title, body }: DraftText): boolean => title === '' && body === '';

/** The writer writes. */
export function written(state: DraftState, change: Partial<DraftText>): DraftState {
  return { ...state, ...change, unsaved: true };
}

/** The text is on its way to become what it was written for. The version goes once that is confirmed. */
export function sent(state: DraftState): DraftState {
  return { ...NOTHING, base: state.base };
}

/** A text that was handed on: the server's version is not wanted any more. One that was begun since then stays. */
export function settled(state: DraftState): DraftState {
  return isHandedOn(state) ? { ...state, unsaved: true } : state;
}

export const isHandedOn = (state: DraftState): boolean => isEmpty(state) && state.base !== null && !state.unsaved;

/** The server has kept `text` as this version; the writer may have gone on meanwhile. */
export function saved(state: DraftState, text: DraftText, version: string | null): DraftState {
  return { ...state, base: version, unsaved: !same(state, text) };
}

/** What the server has is known now. What was not saved here is never given up for it. */
export function told(state: DraftState, server: Draft | null): DraftState {
  if ((server?.updatedAt ?? null) === state.base) return state;
  if (server === null) return state.unsaved ? { ...state, base: null, newer: null } : NOTHING;
  if (!state.unsaved || isEmpty(state) || same(state, server)) return taken(server);
  if (contains(state, server)) return { ...state, base: server.updatedAt, newer: null };
  return { ...state, newer: server };
}

/** The writer goes on with what was written elsewhere. */
export function takeNewer(state: DraftState): DraftState {
  return state.newer ? taken(state.newer) : state;
}

/** The writer stays with what is here: it will replace what was written elsewhere. */
export function keepMine(state: DraftState): DraftState {
  return state.newer ? { ...state, base: state.newer.updatedAt, newer: null, unsaved: true } : state;
}

/** What must survive a reload; null for nothing. */
export function toKeep(state: DraftState): object | null {
  const { title, body, base, unsaved } = state;
  return isEmpty(state) && base === null ? null : { title, body, base, unsaved };
}

export function restored(kept: unknown): DraftState {
  const { title, body, base, unsaved } = (kept ?? {}) as Partial<Record<keyof DraftState, unknown>>;
  if (typeof title !== 'string' || typeof body !== 'string') return NOTHING;
  return { title, body, base: typeof base === 'string' ? base : null, unsaved: unsaved === true, newer: null };
}

const taken = ({ title, body, updatedAt }: Draft): DraftState => ({
  ...NOTHING,
  title,
  body,
  base: updatedAt,
});

/** Whoever writes on loses nothing: it is one's own, of which the answer got lost on the way. */
const contains = (whole: DraftText, part: DraftText): boolean =>
  whole.title.startsWith(part.title) && whole.body.startsWith(part.body);

const same = (a: DraftText, b: DraftText): boolean => a.title === b.title && a.body === b.body;
