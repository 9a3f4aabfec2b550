import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { MailState } from '../../shared/mail.ts';
import { mail, unsubscribing } from '../api/mail.ts';

export const preferencesQuery = queryOptions({
  queryKey: ['mail-preferences'],
  queryFn: mail.preferences,
  staleTime: 0,
});

export const switchQuery = (token: string) =>
  queryOptions({ queryKey: ['mail-switch', token], queryFn: () => unsubscribing.look(token) });

export const outboxQuery = (state: MailState | undefined) =>
  infiniteQueryOptions({
    queryKey: ['outbox', state ?? null],
    queryFn: ({ pageParam }) => mail.outbox({ state, ...(pageParam && { cursor: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  });

export const mailQuery = (id: string) =>
  queryOptions({ queryKey: ['outbox-mail', id], queryFn: () => mail.one(id), staleTime: 0 });
