import type { DraftPlace } from '../../shared/drafts.ts';
import { drafts } from '../api/drafts.ts';
import { type DraftText, isEmpty, NOTHING } from './draft-state.ts';
import { save, write } from './saving.ts';
import { draftAt, keep } from './shelf.ts';

/** Throws a draft away, here and on the server. @returns what it was. Throws ApiProblem: then it is still there. */
export async function discardDraft(place: DraftPlace): Promise<DraftText | null> {
  const here = draftAt(place).get();
  const { draft } = await drafts.discard(place);
  keep(place, NOTHING);
  return here.unsaved && !isEmpty(here) ? here : draft;
}

/** Takes the discarding back. */
export function bringBack(place: DraftPlace, { title, body }: DraftText): Promise<void> {
  write(place, { title, body });
  return save(place);
}
