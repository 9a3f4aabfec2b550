import type { EventOf, LoggedEvent } from '../events.ts';
import type { Notice, NoticeGroup, NoticeReason } from '../notices.ts';
import { accountStream, leadersStream } from '../streams.ts';
import { type Rule, subscriptionId } from '../subscriptions.ts';
import { type Choice, chosen } from './choices.ts';
import { type Concern, decided } from './decided.ts';

/** Whom something is told, as far as that decides whether it is. `rules`: what they chose; `groups`: where they are. */
export type Addressee = { id: string; rules: Rule[]; groups: NoticeGroup[]; blocked: string[] };

/**
 * The notice an event is to a member, or null where it is none: one at most, however many reasons there are for it.
 * Nobody is told of their own doings, nor of those of whom they block, except what leaders and staff decide about them.
 * It goes by what was so at the time of the event, so that it says the same whenever it is asked. Of personal things
 * `group` is as the event names it; `read` is false.
 */
export function noticeOf(event: LoggedEvent, to: Addressee): Notice | null {
  const concern = concernOf(event, to);
  if (!concern) return null;
  const { stream, seq, at, actor } = event;
  const group = concern.group ?? to.groups.find(({ id }) => id === concern.groupId) ?? null;
  return {
    id: `${stream}/${seq}`,
    at,
    stop: null,
    actor,
    topicId: null,
    number: null,
    title: '',
    about: null,
    read: false,
    ...concern,
    groupId: group?.id ?? concern.groupId ?? null,
    group: group && { id: group.id, slug: group.slug, name: group.name, category: group.category },
  };
}

function concernOf(event: LoggedEvent, to: Addressee): Concern | null {
  switch (event.type) {
    case 'topic.created':
      return isWelcome(event, to) ? topicStarted(event, to) : null;
    case 'post.created':
      return isWelcome(event, to) ? replied(event, to) : null;
    case 'mentioned':
      return isWelcome(event, to) && isOwn(event, to) ? named(event) : null;
    case 'invitation.sent':
      return isWelcome(event, to) && isOwn(event, to) && event.data.to.id === to.id ? invited(event) : null;
    case 'join_request.sent':
      return asked(event, to);
    case 'report.filed':
      return filed(event, to);
    default:
      return isOwn(event, to) ? decided(event, to.id) : null;
  }
}

const isOwn = ({ stream }: LoggedEvent, { id }: Addressee): boolean => stream === accountStream(id);

/** Not one's own doing, nor that of someone one does not want to hear of. */
const isWelcome = ({ actor }: LoggedEvent, { id, blocked }: Addressee): boolean =>
  actor.id !== id && !blocked.includes(actor.id);

/** Who is named in it is told that, once. */
function topicStarted({ at, data: { topic, mentions } }: EventOf<'topic.created'>, to: Addressee): Concern | null {
  if (mentions.includes(to.id)) return null;
  const { id: topicId, groupId, forumId, title } = topic;
  const choice =
    chosen(
      to.rules,
      [
        { type: 'forum', id: forumId, decides: true },
        { type: 'group', id: groupId, decides: true },
      ],
      at,
    ) ?? (wasMember(to, groupId, at) ? tell('group', subscriptionId('group', groupId)) : null);
  if (!choice?.told) return null;
  return { kind: 'topic', reason: choice.reason, stop: choice.stop, groupId, topicId, number: 1, title };
}

/** A subscription to a group or forum tells of topics, not of replies; but a muted one is quiet altogether. */
function replied(event: EventOf<'post.created'>, to: Addressee): Concern | null {
  const { topic, post, repliesTo, mentions } = event.data;
  if (mentions.includes(to.id)) return null;
  const { id: topicId, groupId, forumId, title } = topic;
  const choice =
    chosen(
      to.rules,
      [
        ...(repliesTo ? [{ type: 'post' as const, id: repliesTo.postId, decides: true }] : []),
        { type: 'topic', id: topicId, decides: true },
        { type: 'forum', id: forumId, decides: false },
        { type: 'group', id: groupId, decides: false },
      ],
      event.at,
    ) ?? (wasMember(to, groupId, event.at) ? inherited(event, to) : null);
  if (!choice?.told) return null;
  return { kind: 'reply', reason: choice.reason, stop: choice.stop, groupId, topicId, number: post.number, title };
}

/** What members hear of without having chosen anything: replies to what they wrote, and in topics they started. */
function inherited({ data: { topic, repliesTo } }: EventOf<'post.created'>, { id }: Addressee): Choice {
  if (repliesTo?.authorId === id) return tell('reply-to-you', subscriptionId('post', repliesTo.postId));
  return topic.author.id === id ? tell('own-topic', subscriptionId('topic', topic.id)) : null;
}

const tell = (reason: NoticeReason, stop: string): Choice => ({ told: true, reason, stop });

function wasMember({ groups }: Addressee, groupId: string, at: string): boolean {
  const since = groups.find(({ id }) => id === groupId)?.memberSince;
  return since != null && since <= at;
}

/** Also where the topic is muted: someone means them. */
const named = ({ data: { group, topicId, number, title } }: EventOf<'mentioned'>): Concern => ({
  kind: 'mention',
  reason: 'mention',
  group,
  topicId,
  number,
  title,
});

const invited = ({ data: { id, group } }: EventOf<'invitation.sent'>): Concern => {
  const { access: _access, description: _description, ...ref } = group;
  return { kind: 'invitation', reason: 'personal', group: ref, about: id };
};

/** For those who led the group when it was sent. */
function asked(event: EventOf<'join_request.sent'>, to: Addressee): Concern | null {
  const { group, id: about } = event.data;
  return ledThen(event, group.id, to) ? { kind: 'join-request', reason: 'leader', group, about } : null;
}

/** What waits for a decision is told once: not each time it is reported again. */
function filed(event: EventOf<'report.filed'>, to: Addressee): Concern | null {
  const { kind, group, id: about, post, act, entries } = event.data;
  if (!group || entries.length > 1 || !ledThen(event, group.id, to)) return null;
  return { kind, reason: 'leader', group, about, title: post?.title ?? act?.topic?.title ?? '' };
}

function ledThen({ stream, at, actor }: LoggedEvent, groupId: string, to: Addressee): boolean {
  const since = to.groups.find(({ id }) => id === groupId)?.leadsSince;
  return stream === leadersStream(groupId) && since != null && at >= since && actor.id !== to.id;
}
