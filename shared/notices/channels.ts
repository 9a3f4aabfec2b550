import type { EventOf, LoggedEvent } from '../events.ts';
import { accountStream, leadersStream, type Stream } from '../streams.ts';
import { subscriptionId } from '../subscriptions.ts';
import { ACT_NOTICES, DEALING_NOTICES, RANK_NOTICES } from './decided.ts';

/**
 * What an event may be told about: a thing one can subscribe to (`topic:<id>`), an account it concerns, or those who lead
 * a group (`leaders:<id>`). A member's notices are the events of their channels.
 */
export type Channel = string;

/** The channels of an event; none where it is nothing to tell anyone of. It lies on one stream of those it was put on. */
export function channelsOf(event: Pick<LoggedEvent, 'stream' | 'type' | 'actor' | 'data'>): Channel[] {
  return channels(event as LoggedEvent);
}

function channels(event: LoggedEvent): Channel[] {
  switch (event.type) {
    case 'topic.created': {
      const { groupId, forumId } = event.data.topic;
      return [subscriptionId('group', groupId), subscriptionId('forum', forumId)];
    }
    case 'post.created':
      return ofPost(event);
    case 'join_request.sent':
      return only(event, event.stream === leadersStream(event.data.group.id));
    case 'report.filed': {
      const { group, entries } = event.data;
      return only(event, group !== null && event.stream === leadersStream(group.id) && entries.length <= 1);
    }
    case 'act.done': {
      const { kind, subject } = event.data;
      return subject && kind in ACT_NOTICES ? own(event, subject.id, subject.id !== event.actor.id) : [];
    }
    case 'join_request.decided':
      return own(event, event.data.from.id, event.data.state === 'approved' || event.data.state === 'denied');
    case 'invitation.sent':
      return own(event, event.data.to.id);
    case 'sanction.imposed':
      return own(event, event.data.member.id);
    case 'rank.up':
      return own(event, event.data.accountId);
    case 'rank.recorded':
      return only(event, event.data.line.kind in RANK_NOTICES);
    case 'dealing.changed':
      return only(event, event.data.news in DEALING_NOTICES);
    case 'membership.changed':
      return only(event, event.data.role === 'leader');
    case 'membership.ended':
      return only(event, event.data.by === 'removal');
    case 'mentioned':
    case 'lead_application.approved':
      return [event.stream];
    // Whatever else is logged is nothing that anyone is told of.
    default:
      return [];
  }
}

/** Those who wrote the topic or the post it answers hear of it without having subscribed. */
function ofPost({ actor, data: { topic, repliesTo } }: EventOf<'post.created'>): Channel[] {
  const people = [topic.author.id, ...(repliesTo ? [repliesTo.authorId] : [])].filter((id) => id !== actor.id);
  return [
    subscriptionId('topic', topic.id),
    ...(repliesTo ? [subscriptionId('post', repliesTo.postId)] : []),
    ...[...new Set(people)].map(accountStream),
  ];
}

/** On the stream of whom it is about, and on no other. */
const own = (event: { stream: Stream }, accountId: string, told = true): Channel[] =>
  only(event, told && event.stream === accountStream(accountId));

const only = ({ stream }: { stream: Stream }, told: boolean): Channel[] => (told ? [stream] : []);
