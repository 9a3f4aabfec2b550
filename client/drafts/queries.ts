import { queryOptions } from '@tanstack/react-query';
import { beginningOf, type DraftLine } from '../../shared/drafts.ts';
import { drafts } from '../api/drafts.ts';
import { isEmpty } from './draft-state.ts';
import { draftAt, unsavedPlaces } from './shelf.ts';

export const draftsQuery = queryOptions({ queryKey: ['drafts'], queryFn: drafts.list, staleTime: 0 });

/** What the server has, and what only this machine has so far. @param now the time such drafts are listed by. */
export function withLocal(listed: DraftLine[], now: string): DraftLine[] {
  const local = unsavedPlaces()
    .map((place) => ({ place, ...draftAt(place).get() }))
    .filter((draft) => !isEmpty(draft))
    .map(({ place, title, body }) => ({ place, title, beginning: beginningOf(body), updatedAt: now }));
  return [...local, ...listed.filter(({ place }) => !local.some((line) => line.place === place))];
}
