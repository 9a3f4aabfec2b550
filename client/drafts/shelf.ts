import type { DraftPlace } from '../../shared/drafts.ts';
import { viewer } from '../live/current.ts';
import { localNames, readLocal, writeLocal } from '../topics/local.ts';
import { createStore, type Store } from '../ui/store.ts';
import { type DraftState, isHandedOn, restored, toKeep } from './draft-state.ts';

// Drafts as they are on this machine: in this page, and in what outlives it.

const PREFIX = 'draft.';
let owner = '';
const open = new Map<DraftPlace, Store<DraftState>>();

/** The draft of a place, as all of this page see it. */
export function draftAt(place: DraftPlace): Store<DraftState> {
  if (owner !== viewer()) open.clear();
  owner = viewer();
  const known = open.get(place);
  if (known) return known;
  const store = createStore(restored(readLocal(PREFIX + place)));
  open.set(place, store);
  return store;
}

/** Shows a draft, and keeps it over reloads. */
export function keep(place: DraftPlace, state: DraftState): void {
  if (state === draftAt(place).get()) return;
  draftAt(place).set(state);
  writeLocal(PREFIX + place, toKeep(state));
}

/** Places whose drafts the server has not got as they are here. */
export const unsavedPlaces = (): DraftPlace[] => placesWhere(({ unsaved }) => unsaved);

/** Places whose drafts were handed on, and are not settled yet. */
export const handedOnPlaces = (): DraftPlace[] => placesWhere(isHandedOn);

function placesWhere(holds: (state: DraftState) => boolean): DraftPlace[] {
  const places = localNames(PREFIX).map((name) => name.slice(PREFIX.length) as DraftPlace);
  return places.filter((place) => holds(draftAt(place).get()));
}

/** Another tab of this browser has written: what was not changed here goes along. */
export function hearOtherTabs(): () => void {
  const heard = ({ key }: StorageEvent) => {
    for (const [place, store] of open) {
      if (!key?.endsWith(`.${viewer()}.${PREFIX}${place}`) || store.get().unsaved) continue;
      store.set(restored(readLocal(PREFIX + place)));
    }
  };
  window.addEventListener('storage', heard);
  return () => window.removeEventListener('storage', heard);
}
