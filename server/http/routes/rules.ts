import * as R from '../../../shared/rules.ts';
import { tryRules } from '../../moderation/trying-rules.ts';
import { changeRules, readRules } from '../../rules/changing.ts';
import { withdrawHeld } from '../../topics/held-deciding.ts';
import { readHeld } from '../../topics/held-views.ts';
import { type Route, signedIn } from '../route.ts';

/** What is asked of posts before they are there. */
export const rulesRoutes: Route[] = [
  signedIn('GET', '/groups/:slug/rules', { summary: 'The rules (leaders)', answer: R.Rules }, ({ viewer, params }) =>
    readRules(viewer, params.slug),
  ),
  signedIn(
    'PUT',
    '/groups/:slug/rules',
    { summary: 'Put rules in force (leaders)', body: R.RulesChange, answer: R.Rules },
    ({ viewer, params, body }) => changeRules(viewer, params.slug, body),
  ),
  signedIn(
    'POST',
    '/groups/:slug/rules/preview',
    {
      summary: 'What rules would have met among the latest posts (leaders)',
      body: R.RulesTrial,
      answer: R.RulesPreview,
      limit: 'rules trial',
    },
    ({ viewer, params, body }) => tryRules(viewer, params.slug, body.items),
  ),
  signedIn(
    'GET',
    '/me/held',
    { summary: 'One’s own posts that wait to be approved', answer: R.HeldPosts },
    ({ viewer }) => readHeld(viewer),
  ),
  signedIn('DELETE', '/me/held/:id', { summary: 'Take back a post that waits' }, ({ viewer, params }) =>
    withdrawHeld(viewer, params.id),
  ),
];
