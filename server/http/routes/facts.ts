import * as F from '../../../shared/partners/facts.ts';
import { deliverFacts } from '../../partners/facts-actions.ts';
import { makeServiceToken, readServiceTokens, revokeServiceToken } from '../../partners/service-token-actions.ts';
import { type Route, service, signedIn } from '../route.ts';

/** What the marketplace knows of freelancers, and the services that may say so. */
export const factsRoutes: Route[] = [
  service(
    'POST',
    '/marketplace/facts',
    {
      summary: 'Deliver facts about freelancers, each with its version (services)',
      body: F.FactDeliveries,
      answer: F.DeliveryOutcomes,
    },
    ({ body }) => deliverFacts(body.items),
  ),
  signedIn(
    'GET',
    '/service-tokens',
    { summary: 'The tokens services speak by, the latest first (staff)', answer: F.ServiceTokens },
    ({ viewer }) => readServiceTokens(viewer),
  ),
  signedIn(
    'POST',
    '/service-tokens',
    {
      summary: 'Let a service in: its token is told now and never again (staff)',
      body: F.NewServiceToken,
      answer: F.MadeServiceToken,
      status: 201,
    },
    ({ viewer, body }) => makeServiceToken(viewer, body),
  ),
  signedIn('DELETE', '/service-tokens/:id', { summary: 'Revoke a service’s token (staff)' }, ({ viewer, params }) =>
    revokeServiceToken(viewer, params.id),
  ),
];
