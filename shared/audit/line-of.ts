import type { AuditLine } from '../audit.ts';
import type { EventOf, LoggedEvent } from '../events.ts';
import type { Sanction } from '../sanctions.ts';
import { lineOfAct } from './act-line.ts';
import { lineOfReport } from './report-line.ts';
import type { Said } from './said.ts';
import { lineOfStaff } from './staff-lines.ts';
import { until } from './words.ts';

/** The line an event has in an audit log, in the same words wherever it is made; null where another event says the same. Pure. */
export function lineOf(event: LoggedEvent): AuditLine | null {
  const said = saidBy(event);
  if (!said) return null;
  const { seq, at, type, actor } = event;
  const nothing = { kind: '', subject: null, reason: '', actId: null, topicId: null, number: null, reportId: null };
  return { seq, at, type, by: actor, ...nothing, ...said };
}

function saidBy(event: LoggedEvent): Said | null {
  switch (event.type) {
    case 'act.done':
    case 'act.undone':
      return lineOfAct(event);
    case 'report.filed':
    case 'report.claimed':
    case 'report.released':
    case 'report.resolved':
    case 'report.reopened':
      return lineOfReport(event);
    case 'join_request.sent':
    case 'join_request.decided':
      return request(event);
    case 'invitation.sent':
    case 'invitation.decided':
      return invitation(event);
    case 'sanction.imposed':
    case 'sanction.lifted':
      return sanction(event, event.data);
    case 'leader.began':
    case 'leader.ended':
      return leader(event);
    default:
      return lineOfStaff(event);
  }
}

const REQUESTS = {
  pending: ['', 'asked to be let in'],
  approved: ['approve-request', 'let in'],
  denied: ['deny-request', 'denied entry to'],
  cancelled: ['', 'withdrew the request to be let in'],
} as const;

/** Where leaders decided it, their act says the same. */
function request({ actor, data }: EventOf<'join_request.sent' | 'join_request.decided'>): Said | null {
  if (data.actId) return null;
  const { from, state } = data;
  const [kind, words] = REQUESTS[state];
  const summary = kind ? `${actor.displayName} ${words} ${from.displayName}` : `${from.displayName} ${words}`;
  const reason = (state === 'pending' ? data.message : data.reason) ?? '';
  return { topic: 'requests', kind, subject: from.username, reason, summary };
}

const INVITATIONS = {
  pending: 'invited',
  accepted: 'accepted an invitation',
  declined: 'declined an invitation',
  revoked: 'revoked the invitation of',
  expired: 'let an invitation expire',
} as const;

function invitation({ actor, data }: EventOf<'invitation.sent' | 'invitation.decided'>): Said {
  const own = data.state === 'accepted' || data.state === 'declined' || data.state === 'expired';
  const words = INVITATIONS[data.state];
  const summary = own ? `${data.to.displayName} ${words}` : `${actor.displayName} ${words} ${data.to.displayName}`;
  return { topic: 'invitations', subject: data.to.username, summary };
}

/** What was imposed before there were acts stands for itself; else its act says the same. */
function sanction({ type, actor }: LoggedEvent, { actId, kind, member, reason, until: end }: Sanction): Said | null {
  if (actId) return null;
  const lifted = type === 'sanction.lifted';
  const words = kind === 'ban' ? 'banned' : 'muted';
  const summary = lifted
    ? `${actor.displayName} lifted a sanction of ${member.displayName}`
    : `${actor.displayName} ${words} ${member.displayName}${until(end)}`;
  return { topic: 'acts', kind: lifted ? 'lift' : kind, subject: member.username, reason, summary };
}

function leader({ type, data }: EventOf<'leader.began' | 'leader.ended'>): Said {
  const name = data.member?.displayName ?? 'Someone';
  const summary = type === 'leader.began' ? `${name} leads the group from now on` : `${name} no longer leads the group`;
  return { topic: 'leaders', subject: data.member?.username ?? null, summary };
}
