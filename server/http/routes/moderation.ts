import * as A from '../../../shared/acts.ts';
import { act } from '../../moderation/acting.ts';
import { undo } from '../../moderation/undo.ts';
import { type Route, signedIn } from '../route.ts';

/** What leaders do, and how it is taken back. */
export const moderationRoutes: Route[] = [
  signedIn(
    'POST',
    '/groups/:slug/acts',
    {
      summary: 'Do something about topics, posts or members (leaders)',
      body: A.NewAct,
      answer: A.ActsDone,
      status: 201,
    },
    ({ viewer, params, body }) => act(viewer, params.slug, body),
  ),
  signedIn(
    'POST',
    '/acts/:id/undo',
    { summary: `Take back what one has done, within ${A.UNDO_SECONDS} seconds`, answer: A.ActsDone },
    ({ viewer, params }) => undo(viewer, params.id),
  ),
];
