import type { Notice, NoticeReason } from '../../shared/notices.ts';
import type { Subscription } from '../../shared/subscriptions.ts';
import { strings } from '../strings.ts';

export type TitleOfRank = (rank: string) => string;

/** What a notice says in one line. `briefly`: where its topic is named already. */
export function whatOf(notice: Notice, titleOf: TitleOfRank, briefly = false): string {
  const { kind, actor, group, title } = notice;
  const rank = kind.startsWith('rank-') ? titleOf(title) : '';
  const names = { actor: actor.displayName, group: group?.name ?? title, title, rank };
  return briefly ? strings.notices.briefly(kind, names) : strings.notices.what(kind, names);
}

/** What else there is to say: the reason of a decision, the words that came with a request. */
export function detailOf({ kind, title, group }: Notice): string {
  return WITH_WORDS.includes(kind) && title !== group?.name ? title : '';
}

const WITH_WORDS: Notice['kind'][] = ['request-denied', 'removed', 'muted', 'banned', 'join-request', 'invitation'];

/** Why it is told, with the name of what one is subscribed to where that is known. */
export function whyOf({ reason, stop, group, title }: Notice, subscriptions: Subscription[] = []): string {
  const names: Partial<Record<NoticeReason, string>> = {
    group: group?.name,
    leader: group?.name,
    forum: subscriptions.find(({ id }) => id === stop)?.name,
    topic: title,
  };
  return strings.notices.why(reason, names[reason]);
}

/** Where a notice leads to. */
export function addressOf({ kind, topicId, number, group, actor }: Notice): string {
  if (topicId) return number ? `/t/${topicId}/${number}` : `/t/${topicId}`;
  if (kind.startsWith('rank-')) return '/me/rank';
  if (kind === 'invitation') return `/messages/to/${encodeURIComponent(actor.username)}`;
  if (!group) return '/inbox';
  const page = `/g/${encodeURIComponent(group.slug)}`;
  return kind === 'join-request' ? `${page}/manage` : page;
}
