import { Featured, FeaturedQuery } from '../../../shared/partners/experts.ts';
import { readFeatured } from '../../partners/featuring.ts';
import { open, type Route } from '../route.ts';

export const featuredRoutes: Route[] = [
  open(
    'GET',
    '/partners/:slug/featured',
    {
      summary: 'The experts a visitor is shown on a partner’s page for now',
      query: FeaturedQuery,
      answer: Featured,
    },
    // Who does not say what they are known by is known by where they come from.
    ({ params, query, request }) => readFeatured(params.slug, query.visitor ?? request.ip ?? ''),
  ),
];
