import { z } from 'zod';
import { Member, Role } from '../accounts.ts';
import { Act } from '../acts.ts';
import { Invitation, JoinRequest } from '../joining.ts';
import { LadderVersion } from '../ladder-versions.ts';
import { LeadApplication } from '../leads.ts';
import { MessageReport } from '../messages.ts';
import { Report } from '../reports.ts';
import { Sanction } from '../sanctions.ts';
import { Id, Time } from '../values.ts';

/** What lies on `leaders:<id>` and on `staff`; those marked [account] on the stream of whom they are about, too. */
export const CONSOLE_EVENTS = {
  /** [account] */
  'join_request.sent': JoinRequest,
  /** [account] Approved, denied or cancelled. */
  'join_request.decided': JoinRequest,
  /** [account] The decision was undone. */
  'join_request.reopened': JoinRequest,
  /** [account] */
  'invitation.sent': Invitation,
  /** [account] Accepted, declined or revoked. */
  'invitation.decided': Invitation,
  /** [account] It was accepted with a request to join, and letting them in was undone. */
  'invitation.reopened': Invitation,
  /** [account] */
  'sanction.imposed': Sanction,
  /** [account] */
  'sanction.lifted': Sanction,
  /** [account] What one who leads has done; on the staff's stream what staff have done about an account. */
  'act.done': Act,
  /** [account] It was taken back, or an appeal against it was sent or decided: the act as it is now. */
  'act.undone': Act,
  'act.appealed': Act,
  /** Something waits for a decision, or what waits was reported once more. */
  'report.filed': Report,
  'report.claimed': Report,
  /** Nobody looks at it any more: its leader put it back, or went away. */
  'report.released': Report,
  'report.resolved': Report,
  'report.reopened': Report,
  /** What it is about is in another group now: it waits there, or for staff. As it was here, and as it is there. */
  'report.left': Report,
  'report.arrived': Report,
  /** The rules of a group are new. `by` whom and why its act says. */
  'rules.changed': z.strictObject({ version: z.int(), preapprove: z.int(), rules: z.int(), at: Time }),
  /** Someone leads from now on. */
  'leader.began': z.strictObject({ member: Member }),
  /** Whoever no longer leads leaves the leaders' stream. */
  'leader.ended': z.strictObject({ accountId: Id, member: Member.optional() }),

  'lead_application.sent': LeadApplication,
  'lead_application.decided': LeadApplication,
  /** A new ladder is in force, or has been applied to more members or to all. */
  'ladder.changed': LadderVersion,
  'message.reported': MessageReport,
  'message_report.handled': MessageReport,
  /** The site's rules or limits are new. */
  'site.changed': z.strictObject({ version: z.int(), at: Time }),
  /** Someone has another role on the site, which `member` shows; `from`: the one before. */
  'role.assigned': z.strictObject({ member: Member, from: Role }),
  /** Whoever is no longer staff leaves the staff's stream. */
  'staff.ended': z.strictObject({ accountId: Id }),
} as const;
