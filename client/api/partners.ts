import type { LoggedEvent } from '../../shared/events.ts';
import type { Dealings } from '../../shared/partners/dealings.ts';
import type { Badge, Directory, Featured } from '../../shared/partners/experts.ts';
import type { PartnerNews } from '../../shared/partners/news.ts';
import type { PartnerCards, PartnerPage } from '../../shared/partners/partners.ts';
import { address, search } from './address.ts';
import { ask } from './http.ts';
import { askWith, waitFor } from './request.ts';

/** What is told to visitors are events as members hear them. */
type News = Omit<PartnerNews, 'events'> & { events: LoggedEvent[] | null };

/** What everyone sees of partners, asked for as nobody in particular; and what is between oneself and them. */
export const partners = {
  list: (cursor?: string) => askWith<PartnerCards>(null, 'GET', `/partners${search({ cursor, limit: 60 })}`),
  one: (slug: string) => askWith<PartnerPage>(null, 'GET', address`/partners/${slug}`),
  experts: (slug: string, query: { q?: string; cursor?: string }) =>
    askWith<Directory>(null, 'GET', address`/partners/${slug}/experts` + search({ ...query, limit: 100 })),
  featured: (slug: string, visitor: string) =>
    askWith<Featured>(null, 'GET', address`/partners/${slug}/featured` + search({ visitor })),
  changes: (slug: string, after: number, signal: AbortSignal) =>
    waitFor<News>(address`/partners/${slug}/changes` + search({ after }), signal),
  dealings: () => ask<Dealings>('GET', '/me/partners'),
  badge: (id: string) => askWith<Badge>(null, 'GET', address`/badges/${id}`),
};
