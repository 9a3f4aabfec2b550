import type { DraftAnswer, DraftChange, DraftPlace, Drafts } from '../../shared/drafts.ts';
import { address, search } from './address.ts';
import { ask } from './http.ts';

export const drafts = {
  list: () => ask<Drafts>('GET', '/me/drafts'),
  one: (place: DraftPlace) => ask<DraftAnswer>('GET', address`/me/drafts/${place}`),
  /** @param leaving the page may be gone before the answer is there. */
  keep: (place: DraftPlace, draft: DraftChange, leaving = false) =>
    ask<DraftAnswer>('PUT', address`/me/drafts/${place}`, draft, leaving),
  discard: (place: DraftPlace, updatedAt?: string) =>
    ask<DraftAnswer>('DELETE', address`/me/drafts/${place}` + search({ updatedAt })),
};
