import * as E from '../../../shared/partners/experts.ts';
import { readBadge, verifyBadge } from '../../partners/badge-views.ts';
import { open, type Route } from '../route.ts';

/** Experts’ badges, as anyone may verify them. */
export const badgeRoutes: Route[] = [
  open(
    'GET',
    '/badges/keys',
    { summary: 'The keys by which badges’ tokens are verified (a JWK set)', answer: E.BadgeKeys },
    async ({ badges }) => badges.keys,
  ),
  open('GET', '/badges/:id', { summary: 'A badge as it is now', answer: E.Badge }, ({ badges, params }) =>
    readBadge(badges, params.id),
  ),
  open(
    'POST',
    '/badges/verify',
    { summary: 'Ask whether a badge’s token is good, and the badge', body: E.BadgeToken, answer: E.BadgeCheck },
    ({ badges, body }) => verifyBadge(badges, body.token),
  ),
];
