import type { MadeServiceToken, ServiceTokens } from '../../shared/partners/facts.ts';
import { address } from './address.ts';
import { ask } from './http.ts';

/** The tokens by which services speak for the marketplace, for staff. */
export const services = {
  tokens: () => ask<ServiceTokens>('GET', '/service-tokens'),
  make: (name: string) => ask<MadeServiceToken>('POST', '/service-tokens', { name }),
  revoke: (id: string) => ask<void>('DELETE', address`/service-tokens/${id}`),
};
