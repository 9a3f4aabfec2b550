import type { MailChanges, MailPreferences, MailState, MailSwitch, Outbox, OutboxPreview } from '../../shared/mail.ts';
import { address, search } from './address.ts';
import { ask } from './http.ts';
import { askWith } from './request.ts';

export const mail = {
  preferences: () => ask<MailPreferences>('GET', '/me/mail'),
  choose: (changes: MailChanges) => ask<MailPreferences>('PATCH', '/me/mail', changes),
  outbox: (query: { state?: MailState; cursor?: string }) => ask<Outbox>('GET', `/outbox${search(query)}`),
  one: (id: string) => ask<OutboxPreview>('GET', address`/outbox/${id}`),
};

/** By the link in a mail, whoever is signed in. */
export const unsubscribing = {
  look: (token: string) => askWith<MailSwitch>(null, 'GET', `/mail/unsubscribe${search({ token })}`),
  stop: (token: string) => askWith<MailSwitch>(null, 'POST', `/mail/unsubscribe${search({ token })}`),
  resume: (token: string) => askWith<MailSwitch>(null, 'DELETE', `/mail/unsubscribe${search({ token })}`),
};
