import { z } from 'zod';
import { Invitation, JoinRequest } from '../joining.ts';
import { LadderVersion } from '../ladder-versions.ts';
import { LeadApplication } from '../leads.ts';
import { MessageReport } from '../messages.ts';
import { Sanction } from '../sanctions.ts';
import { Id } from '../values.ts';

/** What lies on `leaders:<id>` and on `staff`; those marked [account] on the stream of whom they are about, too. */
export const CONSOLE_EVENTS = {
  /** [account] */
  'join_request.sent': JoinRequest,
  /** [account] Approved, denied or cancelled. */
  'join_request.decided': JoinRequest,
  /** [account] */
  'invitation.sent': Invitation,
  /** [account] Accepted, declined or revoked. */
  'invitation.decided': Invitation,
  /** [account] */
  'sanction.imposed': Sanction,
  /** [account] */
  'sanction.lifted': Sanction,
  /** Whoever no longer leads leaves the leaders' stream. */
  'leader.ended': z.strictObject({ accountId: Id }),

  'lead_application.sent': LeadApplication,
  'lead_application.decided': LeadApplication,
  /** A new ladder is in force, or has been applied to more members or to all. */
  'ladder.changed': LadderVersion,
  'message.reported': MessageReport,
  'message_report.handled': MessageReport,
  /** Whoever is no longer staff leaves the staff's stream. */
  'staff.ended': z.strictObject({ accountId: Id }),
} as const;
