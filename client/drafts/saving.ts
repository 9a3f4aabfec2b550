import type { Draft, DraftPlace } from '../../shared/drafts.ts';
import { drafts } from '../api/drafts.ts';
import { hasCode, isPassing } from '../api/problem.ts';
import { viewer } from '../live/current.ts';
import { type DraftText, isEmpty, saved, sent, settled, told, written } from './draft-state.ts';
import { draftAt, keep } from './shelf.ts';

/** How long after the last stroke a draft goes to the server. */
const REST_MS = 1_000;
/** How long after a try that failed for now the next one is made. */
const RETRY_MS = 3_000;

const timers = new Map<DraftPlace, ReturnType<typeof setTimeout>>();
/** What is under way for a place: one thing after another, or an answer would be taken for another's. */
const lines = new Map<DraftPlace, Promise<void>>();

export function write(place: DraftPlace, change: Partial<DraftText>): void {
  keep(place, written(draftAt(place).get(), change));
  saveIn(place, REST_MS);
}

/** Asks what the server has of it: it may have been written on elsewhere. */
export const refresh = (place: DraftPlace): Promise<void> =>
  inTurn(place, async () => {
    const { draft } = await drafts.one(place);
    keep(place, told(draftAt(place).get(), draft));
  });

export const save = (place: DraftPlace, leaving = false): Promise<void> => inTurn(place, () => saveNow(place, leaving));

/** Empties it here: the text has been handed on. To be called once that is kept elsewhere. */
export function handOn(place: DraftPlace): void {
  clearTimeout(timers.get(place));
  timers.delete(place);
  keep(place, sent(draftAt(place).get()));
}

/** What was handed on has become what it was written for, or was given up: it goes everywhere. */
export const settle = (place: DraftPlace): Promise<void> =>
  inTurn(place, async () => {
    keep(place, settled(draftAt(place).get()));
    await saveNow(place, false);
  });

/** Saves what waits for its rest, while there still is time. */
export function saveAtOnce(): void {
  for (const place of timers.keys()) void save(place, true);
}

function saveIn(place: DraftPlace, ms: number): void {
  clearTimeout(timers.get(place));
  timers.set(
    place,
    setTimeout(() => save(place), ms),
  );
}

async function saveNow(place: DraftPlace, leaving: boolean): Promise<void> {
  clearTimeout(timers.get(place));
  timers.delete(place);
  const { title, body, base, unsaved, newer } = draftAt(place).get();
  if (!unsaved || newer) return;
  const text = { title, body };
  try {
    const version = isEmpty(text) ? await discard(place, base) : await put(place, text, base, leaving);
    keep(place, saved(draftAt(place).get(), text, version));
  } catch (error) {
    if (isPassing(error)) saveIn(place, RETRY_MS);
    if (!hasCode(error, 'draft_newer')) throw error;
    keep(place, told(draftAt(place).get(), error.current as Draft | null));
    // It is gone elsewhere and was written on here: as a new one it can be saved.
    if (draftAt(place).get().base !== base) return saveNow(place, leaving);
  }
}

async function put(place: DraftPlace, text: DraftText, base: string | null, leaving: boolean): Promise<string> {
  const { draft } = await drafts.keep(place, { ...text, updatedAt: base }, leaving);
  return draft!.updatedAt;
}

async function discard(place: DraftPlace, base: string | null): Promise<null> {
  if (base !== null) await drafts.discard(place, base);
  return null;
}

/** What fails is safe on this machine: it is tried again a little later, with the next stroke, or with the next visit. */
function inTurn(place: DraftPlace, work: () => Promise<void>): Promise<void> {
  const account = viewer();
  const turn = (lines.get(place) ?? Promise.resolve())
    .then(() => (viewer() === account ? work() : undefined))
    .catch(() => {});
  lines.set(place, turn);
  return turn;
}
