import type { EventOf, LoggedEvent } from '../../shared/events.ts';
import type { Notice } from '../../shared/notices.ts';
import type { Subscription } from '../../shared/subscriptions.ts';
import { strings } from '../strings.ts';
import { addressOf, detailOf, type TitleOfRank, whatOf, whyOf } from './wording.ts';

/** What a toast has to tell. News with the same `key` share one toast, which then says `many`. */
export type News = {
  id: string;
  key: string;
  text: string;
  detail: string;
  many: (count: number) => string;
  address: string;
  /** Whether it is a notice, that is read when its toast is followed. */
  notice: boolean;
  stop: Notice['stop'];
  groupId: string | null;
};

/**
 * Replies of a topic belong together, and new topics of a group.
 * @param subscriptions the viewer's, as far as they are known.
 */
export function newsOfNotice(notice: Notice, titleOf: TitleOfRank, subscriptions?: Subscription[]): News {
  const { id, kind, topicId, groupId, group, title } = notice;
  const text = whatOf(notice, titleOf);
  const told = { id, text, address: addressOf(notice), notice: true, stop: notice.stop, groupId };
  const detail = detailOf(notice) || whyOf(notice, subscriptions);
  if (kind === 'topic') {
    return { ...told, key: `topics-${groupId}`, detail, many: (n) => strings.notices.topicsIn(n, group?.name ?? '') };
  }
  if (kind === 'reply') {
    return { ...told, key: `topic-${topicId}`, detail, many: (n) => strings.notices.repliesIn(n, title) };
  }
  return { ...told, key: keyOf(notice), detail, many: () => text };
}

const keyOf = ({ id, kind, about }: Notice): string => (kind === 'invitation' ? `invitation-${about}` : id);

/** What stands in the inbox, where it can be read in peace, but does not interrupt. */
const QUIET: Notice['kind'][] = ['rank-ended', 'rank-locked', 'rank-grace', 'rank-down'];

/** Whether a notice is told at the moment it comes. */
export const isTold = ({ kind }: Notice): boolean => !QUIET.includes(kind);

/** The key of the news that an event makes pointless: an invitation has been decided. */
export function endedBy(event: LoggedEvent): string | null {
  return event.type === 'invitation.decided' ? `invitation-${event.data.id}` : null;
}

/** A private message that is for the viewer; an invitation is told by its own notice. */
export function newsOfMessage(event: LoggedEvent, viewer: string): News | null {
  if (event.type !== 'message.sent') return null;
  const { message, conversation } = event.data;
  if (message.from.id === viewer || message.invitation || conversation.blocked) return null;
  const name = message.from.displayName;
  return {
    id: `${event.stream}/${event.seq}`,
    key: `conversation-${conversation.id}`,
    text: name,
    detail: beginningOf(event),
    many: (n) => strings.messages.several(n, name),
    address: `/messages/${conversation.id}`,
    notice: false,
    stop: null,
    groupId: null,
  };
}

const LONGEST = 140;

function beginningOf({ data: { message } }: EventOf<'message.sent'>): string {
  return message.body.length > LONGEST ? `${message.body.slice(0, LONGEST)}…` : message.body;
}
