import type { ActKind } from '../acts.ts';
import type { EventOf, LoggedEvent } from '../events.ts';
import type { Notice, NoticeKind } from '../notices.ts';
import type { DealingNews } from '../partners/dealings.ts';
import type { HistoryKind } from '../ranks.ts';

/** What a notice says beside what every event has. */
export type Concern = Pick<Notice, 'kind' | 'reason'> & Partial<Notice>;

/** The acts of which whom they are about is told by themselves; of the others something else tells. */
export const ACT_NOTICES: Partial<Record<ActKind, NoticeKind>> = {
  'remove-posts': 'posts-removed',
  'remove-topic': 'topic-removed',
  lock: 'topic-locked',
  move: 'topic-moved',
  'approve-post': 'post-approved',
  'refuse-post': 'post-refused',
  'grant-appeal': 'appeal-granted',
  'deny-appeal': 'appeal-denied',
};

/** What of a member's history they are told; a rise is announced, which is told once. */
export const RANK_NOTICES: Partial<Record<HistoryKind, NoticeKind>> = {
  assigned: 'rank-assigned',
  'assignment-ended': 'rank-ended',
  locked: 'rank-locked',
  'lock-ended': 'rank-ended',
  grace: 'rank-grace',
  down: 'rank-down',
};

/** What of their dealings with a partner a member is told: what others have done about it, and a badge that rests or is good again. */
export const DEALING_NOTICES: Partial<Record<DealingNews, NoticeKind>> = {
  invited: 'expert-invited',
  selected: 'expert-selected',
  lapsed: 'expert-lapsed',
  restored: 'expert-restored',
  removed: 'expert-removed',
  manager: 'partner-manager',
};

/** What was decided about the member, whoever did it. */
export function decided(event: LoggedEvent, id: string): Concern | null {
  switch (event.type) {
    case 'join_request.decided': {
      const { state, reason, group, id: about, from } = event.data;
      if (from.id !== id || (state !== 'approved' && state !== 'denied')) return null;
      const kind = state === 'approved' ? 'request-approved' : 'request-denied';
      return { kind, reason: 'personal', group, title: reason ?? '', about };
    }
    case 'membership.changed': {
      const { role, group } = event.data;
      return role === 'leader' && event.actor.id !== id ? { kind: 'leader', reason: 'personal', group } : null;
    }
    case 'membership.ended': {
      const { by, group, reason } = event.data;
      // Of a ban its sanction tells, also to those who were no members.
      return by === 'removal' ? { kind: 'removed', reason: 'personal', group, title: reason ?? '' } : null;
    }
    case 'sanction.imposed': {
      const { kind, group, member, reason, id: about } = event.data;
      if (member.id !== id) return null;
      return { kind: kind === 'ban' ? 'banned' : 'muted', reason: 'personal', group, title: reason, about };
    }
    case 'act.done': {
      const { kind: done, group, subject, reason, id: about } = event.data;
      const kind = ACT_NOTICES[done];
      if (!kind || subject?.id !== id || event.actor.id === id) return null;
      return { kind, reason: 'personal', group, title: reason, about };
    }
    case 'rank.up':
      return event.data.accountId === id ? { kind: 'rank-up', reason: 'personal', title: event.data.to } : null;
    case 'rank.recorded': {
      const { line } = event.data;
      const kind = RANK_NOTICES[line.kind];
      return kind ? { kind, reason: 'personal', title: line.rank } : null;
    }
    case 'dealing.changed':
      return dealt(event);
    case 'lead_application.approved': {
      const { application, group } = event.data;
      return { kind: 'group-approved', reason: 'personal', group, title: application.name, about: application.id };
    }
    // Whatever else lies on one's own stream is nothing to be told of, or was told otherwise.
    default:
      return null;
  }
}

/** With the reason there is for it, or the words that came with an invitation. */
function dealt({ data: { dealing, news, reason } }: EventOf<'dealing.changed'>): Concern | null {
  const kind = DEALING_NOTICES[news];
  if (!kind) return null;
  const { slug, name } = dealing.partner;
  const title = reason ?? (news === 'invited' ? dealing.invitation?.message : null) ?? '';
  return { kind, reason: 'personal', partner: { slug, name }, title };
}
