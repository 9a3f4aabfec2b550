import type { EventOf, LoggedEvent } from '../events.ts';
import type { Said } from './said.ts';
import { quoted } from './words.ts';

/** What lies on the staff's stream beside acts and reports. */
export function lineOfStaff(event: LoggedEvent): Said | null {
  const who = event.actor.displayName;
  switch (event.type) {
    case 'role.assigned': {
      const { member, from } = event.data;
      const summary = `${who} made ${member.displayName} ${member.role}, before ${from}`;
      return { topic: 'leaders', subject: member.username, summary };
    }
    case 'lead_application.sent':
    case 'lead_application.decided':
      return application(event);
    case 'ladder.changed':
      return { topic: 'ranks', summary: `The ladder of ranks: version ${event.data.version}` };
    case 'ranks.changed':
      return { topic: 'ranks', summary: `${who} changed the ranks there are` };
    case 'message.reported':
    case 'message_report.handled':
      return message(event);
    default:
      return null;
  }
}

const STATES = { open: 'suggested', approved: 'approved', declined: 'declined' } as const;

function application({ actor, data }: EventOf<'lead_application.sent' | 'lead_application.decided'>): Said {
  const summary = `${actor.displayName} ${STATES[data.state]} the group ${quoted(data.name)}`;
  return { topic: 'applications', subject: data.from.username, reason: data.note ?? '', summary };
}

function message({ type, actor, data }: EventOf<'message.reported' | 'message_report.handled'>): Said {
  const whose = `a message by ${data.message.from.displayName}`;
  const words = type === 'message.reported' ? `reported ${whose}` : `dealt with the report of ${whose}`;
  return {
    topic: 'messages',
    subject: data.message.from.username,
    reason: data.reason,
    summary: `${actor.displayName} ${words}`,
  };
}
