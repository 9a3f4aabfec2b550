import type { Acts } from '../../shared/acts.ts';
import type { NewReport, ReportReceived } from '../../shared/reports.ts';
import type { HeldPosts } from '../../shared/rules.ts';
import type { PostOriginal } from '../../shared/topics.ts';
import { address, search } from './address.ts';
import { ask } from './http.ts';

/** What a member asks about what is decided: reports, what is held, what was decided about them. */
export const moderation = {
  report: (postId: string, report: NewReport) => ask<ReportReceived>('POST', address`/posts/${postId}/reports`, report),
  original: (postId: string) => ask<PostOriginal>('GET', address`/posts/${postId}/original`),
  held: () => ask<HeldPosts>('GET', '/me/held'),
  withdraw: (id: string) => ask<void>('DELETE', address`/me/held/${id}`),
  acts: (cursor?: string) => ask<Acts>('GET', `/me/acts${search({ cursor, limit: 30 })}`),
  appeal: (actId: string, message: string) => ask<unknown>('POST', address`/acts/${actId}/appeal`, { message }),
};
