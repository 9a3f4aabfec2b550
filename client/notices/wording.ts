import type { Notice, NoticeReason } from '../../shared/notices.ts';
import type { Subscription } from '../../shared/subscriptions.ts';
import { strings } from '../strings.ts';

export type TitleOfRank = (rank: string) => string;

/** What a notice says in one line. `briefly`: where its topic is named already. */
export function whatOf(notice: Notice, titleOf: TitleOfRank, briefly = false): string {
  const { kind, actor, group, partner, title } = notice;
  const rank = kind.startsWith('rank-') ? titleOf(title) : '';
  const names = { actor: actor.displayName, group: group?.name ?? title, partner: partner?.name ?? '', title, rank };
  return briefly ? strings.notices.briefly(kind, names) : strings.notices.what(kind, names);
}

/** What was decided about something of the viewer's: on the page of these one reads more of it, and appeals. */
const OWN_ACTS: Notice['kind'][] = [
  'posts-removed',
  'topic-removed',
  'topic-locked',
  'topic-moved',
  'post-approved',
  'post-refused',
  'appeal-granted',
  'appeal-denied',
];

/** What waits for those who lead, in the console of their group. */
export const isWaiting = ({ kind }: Notice): boolean => WAITING.includes(kind);

const WAITING: Notice['kind'][] = ['join-request', 'report', 'held', 'appeal'];

/** What else there is to say: the reason of a decision, the words that came with a request. */
export function detailOf({ kind, title, group }: Notice): string {
  return WITH_WORDS.includes(kind) && title !== group?.name ? title : '';
}

const WITH_WORDS: Notice['kind'][] = [
  'request-denied',
  'removed',
  'muted',
  'banned',
  'join-request',
  'invitation',
  'expert-invited',
  'expert-lapsed',
  'expert-removed',
  ...OWN_ACTS,
];

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
export function addressOf(notice: Notice): string {
  const { kind, topicId, number, group, partner, actor } = notice;
  if (topicId) return number ? `/t/${topicId}/${number}` : `/t/${topicId}`;
  if (kind.startsWith('rank-')) return '/me/rank';
  if (partner) return kind === 'partner-manager' ? `/partners/${partner.slug}/manage` : '/me/partners';
  if (kind === 'invitation') return `/messages/to/${encodeURIComponent(actor.username)}`;
  if (OWN_ACTS.includes(kind)) return '/me/acts';
  if (!group) return '/inbox';
  const page = `/g/${encodeURIComponent(group.slug)}`;
  return isWaiting(notice) ? `${page}/manage` : page;
}
