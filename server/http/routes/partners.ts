import { Dealings } from '../../../shared/partners/dealings.ts';
import * as P from '../../../shared/partners/partners.ts';
import { PageQuery } from '../../../shared/values.ts';
import { createPartner } from '../../partners/actions.ts';
import { readDealings } from '../../partners/dealing.ts';
import { readAllPartners, readPartner, readPartners } from '../../partners/views.ts';
import { open, type Route, signedIn } from '../route.ts';

/** Partners, and what is between them and a member. */
export const partnerRoutes: Route[] = [
  open(
    'GET',
    '/partners',
    { summary: 'The partners there are', query: PageQuery, answer: P.PartnerCards },
    ({ query }) => readPartners(query),
  ),
  signedIn(
    'POST',
    '/partners',
    { summary: 'Make a partner (staff)', body: P.NewPartner, answer: P.PartnerFace, status: 201 },
    ({ viewer, body }) => createPartner(viewer, body),
  ),
  open('GET', '/partners/:slug', { summary: 'A partner’s page', answer: P.PartnerPage }, ({ params }) =>
    readPartner(params.slug),
  ),
  signedIn(
    'GET',
    '/staff/partners',
    { summary: 'All partners, archived ones too (staff)', query: PageQuery, answer: P.StaffPartners },
    ({ viewer, query }) => readAllPartners(viewer, query),
  ),
  signedIn(
    'GET',
    '/me/partners',
    { summary: 'One’s own dealings with partners, and the facts they go by', answer: Dealings },
    ({ viewer }) => readDealings(viewer),
  ),
];
