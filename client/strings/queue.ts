import type { ActKind } from '../../shared/acts.ts';
import type { Report, ReportKind, ReportReason, Resolution } from '../../shared/reports.ts';
import { actsStrings, type Template } from './acts.ts';

type Decision = Exclude<Resolution, 'withdrawn'>;

const count = (n: number) => n.toLocaleString('en');
const plural = (n: number, one: string, many: string) => `${count(n)} ${n === 1 ? one : many}`;

const REASONS: Record<ReportReason, string> = {
  spam: 'Spam',
  harassment: 'Harassment',
  'off-topic': 'Off-topic',
  illegal: 'Against the law',
  'personal-data': 'Personal data',
  other: 'Something else',
};

const OUTCOMES: Record<Resolution, string> = {
  removed: 'Removed',
  acted: 'Dealt with',
  dismissed: 'Dismissed',
  approved: 'Approved',
  refused: 'Refused',
  withdrawn: 'Withdrawn',
  granted: 'Granted',
  denied: 'Denied',
};

const SUMMARIES: Record<ReportKind, (name: string, title: string) => string> = {
  report: (name, title) => `${name} in “${title}”`,
  held: (name, title) => `${name} waits to post in “${title}”`,
  appeal: (name, title) => (title ? `${name} appeals: “${title}”` : `${name} appeals`),
};

const DECIDE: Record<Decision, string> = {
  removed: 'Remove post',
  acted: 'Acted elsewhere',
  dismissed: 'Dismiss',
  approved: 'Approve',
  refused: 'Refuse',
  granted: 'Grant',
  denied: 'Deny',
};

const CONFIRM: Record<Decision, string> = {
  removed: 'Remove it now',
  acted: 'Done, put it away',
  dismissed: 'Dismiss it',
  approved: 'Approve it now',
  refused: 'Refuse it',
  granted: 'Grant it',
  denied: 'Deny it',
};

const DONE: Record<Decision, string> = {
  removed: 'The post is removed',
  acted: 'The report is put away',
  dismissed: 'The report is dismissed',
  approved: 'The post is there now',
  refused: 'The post is refused',
  granted: 'The appeal is granted',
  denied: 'The appeal is denied',
};

const HINTS: Record<Decision, string> = {
  removed: 'Stands in the place of the post, and its author is told.',
  acted: 'For the other leaders and the log.',
  dismissed: 'For the other leaders and the log. Nobody else is told.',
  approved: 'Its author is told.',
  refused: 'Its author is told. Nobody else sees the post.',
  granted: 'Who appealed is told, and what was done is taken back.',
  denied: 'Who appealed is told. They cannot appeal again.',
};

const TEMPLATES: Record<'acted' | 'approved' | 'denied', Template[]> = {
  acted: [
    ['Talked', 'We have talked to the member.'],
    ['Sanction', 'The member is muted or banned.'],
    ['Edited', 'The author has changed it.'],
  ],
  approved: [
    ['Fine', 'This is fine. Thank you for waiting.'],
    ['Welcome', 'Welcome to the group!'],
  ],
  denied: [
    ['Stands', 'We have looked at it again, and it stays as it was decided.'],
    ['Guidelines', 'This is what the guidelines say, for everyone.'],
    ['Nothing new', 'There is nothing in this that we had not considered.'],
  ],
};

/** Who reports it, in a line: "3 reports: Spam, Harassment". */
function reporters(entries: Report['entries']): string {
  const reasons = entries.map(({ by, reason, note }) => (by && reason ? REASONS[reason] : `rule “${note}”`));
  return `${plural(entries.length, 'report', 'reports')}: ${[...new Set(reasons)].join(', ')}`;
}

/** The queue of what waits for a decision, of a group or of the site. */
export const queueStrings = {
  whichState: 'Open or decided',
  open: 'Open',
  resolved: 'Decided',
  whichKind: 'What kind',
  kinds: { all: 'All', report: 'Reports', held: 'Held posts', appeal: 'Appeals' } satisfies Record<
    ReportKind | 'all',
    string
  >,
  kind: { report: 'Report', held: 'Held', appeal: 'Appeal' } satisfies Record<ReportKind, string>,
  empty: 'Nothing waits.',
  emptyHint: 'Reports, posts that are held back and appeals show up here as they come in.',
  emptyResolved: 'Nothing has been decided yet.',
  keys: 'Keys: J next, K back, C claim, Esc put back',
  claim: 'Claim',
  claimedBy: (name: string) => `${name} is looking at this`,
  claimedByYou: 'You have this',
  summary: (kind: ReportKind, name: string, title: string) => SUMMARIES[kind](name, title),
  reporters,
  entries: 'Who reports it',
  rule: (name: string) => `Rule “${name}”`,
  reason: REASONS,
  inTopic: (title: string, number: number | null) => (number ? `${title}, #${number}` : title),
  heldIn: (title: string) => `would be a reply in “${title}”`,
  heldTopic: (title: string) => `would begin “${title}”`,
  against: (name: string, kind: ActKind) => `${name} ${actsStrings.did(kind)}`,
  notYours: 'This is about what you did: someone else has to decide it.',
  decide: DECIDE,
  confirm: CONFIRM,
  done: DONE,
  reasonHint: HINTS,
  templates: TEMPLATES,
  author: 'Author',
  outcome: (resolution: Resolution, name: string) => `${OUTCOMES[resolution]} by ${name}`,
};
