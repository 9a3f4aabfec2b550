import * as D from '../../../shared/drafts.ts';
import { discardDraft, keepDraft, readDraft } from '../../drafts/actions.ts';
import { readDrafts } from '../../drafts/views.ts';
import { type Route, signedIn } from '../route.ts';

/** Texts that have not been sent, for none but who writes them. */
export const draftRoutes: Route[] = [
  signedIn('GET', '/me/drafts', { summary: 'One’s drafts, the last written first', answer: D.Drafts }, ({ viewer }) =>
    readDrafts(viewer),
  ),
  signedIn('GET', '/me/drafts/:place', { summary: 'A draft', answer: D.DraftAnswer }, ({ viewer, params }) =>
    readDraft(viewer, params.place),
  ),
  signedIn(
    'PUT',
    '/me/drafts/:place',
    { summary: 'Keep a draft', body: D.DraftChange, answer: D.DraftAnswer },
    ({ viewer, params, body }) => keepDraft(viewer, params.place, body),
  ),
  signedIn(
    'DELETE',
    '/me/drafts/:place',
    { summary: 'Throw a draft away', query: D.DraftVersion, answer: D.DraftAnswer },
    ({ viewer, params, query }) => discardDraft(viewer, params.place, query.updatedAt),
  ),
];
