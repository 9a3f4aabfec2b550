import type { ExpertState } from '../../shared/partners/experts.ts';
import type { SuggestionReason } from '../../shared/partners/inviting.ts';
import type { QualificationLine } from '../../shared/partners/qualification.ts';

const count = (n: number) => n.toLocaleString('en');
const plural = (n: number, one: string, many: string) => `${count(n)} ${n === 1 ? one : many}`;

const DEEDS: Record<Exclude<SuggestionReason['kind'], 'interest'>, (n: number) => string> = {
  topics: (n) => `${plural(n, 'topic', 'topics')} started`,
  replies: (n) => `${plural(n, 'reply', 'replies')} written`,
  kudos: (n) => `${count(n)} kudos received`,
};

/** What is said to those who manage a partner. */
export const partnerConsoleStrings = {
  title: (partner: string) => `Manage ${partner}`,
  name: 'Manage partner',
  toPage: 'Look at the page',
  archived: 'This partner is archived: nobody can be invited or selected. Its experts keep their badges.',
  parts: {
    applications: 'Applications',
    experts: 'Experts',
    invitations: 'Invitations',
    interests: 'Interested',
    suggestions: 'Suggestions',
    process: 'Process',
    page: 'Page',
    managers: 'Managers',
  },
  which: 'Which ones',

  qualified: (yes: boolean) => (yes ? 'Qualified' : 'Not qualified yet'),
  newcomer: 'New to the marketplace',
  qualificationOf: (name: string, state: string) => `${state}: what ${name} meets`,
  met: (lines: QualificationLine[]) => {
    const asked = lines.filter(({ state }) => state !== 'waived');
    return `${asked.filter(({ state }) => state === 'holds').length} of ${asked.length} met`;
  },
  qualification: 'Qualification',

  applications: {
    states: { received: 'Received', declined: 'On file', selected: 'Selected' },
    none: {
      received: 'No application waits.',
      declined: 'None is on file.',
      selected: 'Nobody has been selected yet.',
    },
    noneHint: 'Those who were invited apply, and show up here as they do.',
    open: 'Open',
    openOf: (name: string) => `Open the application of ${name}`,
    back: 'All applications',
    of: (name: string) => `Application of ${name}`,
    answers: 'What they show',
    unanswered: 'Left empty.',
    noSteps: 'The process has no steps of its own.',
    gone: 'No longer asked for',
    optional: 'Optional',
    process: (version: number) => `Answers version ${version} of the process.`,
    processOlder: (version: number, now: number) =>
      `Answers version ${version} of the process, which is at version ${now} now.`,
    mark: (title: string) => `Is “${title}” met?`,
    marks: { none: 'Not said', met: 'Met', not: 'Not met' },
    goodUntil: (date: string) => `Good until ${date}`,
    decision: 'Decision',
    select: 'Select',
    selectTitle: (name: string) => `Select ${name}?`,
    selectBody: 'They are told at once, get the badge, and are listed in the directory.',
    selected: (name: string) => `${name} is selected`,
    decline: 'Decline',
    declineTitle: (name: string) => `Decline the application of ${name}?`,
    declineBody: 'They are not told. The application stays on file, and can be selected later.',
    declined: 'Kept on file',
    note: 'Note',
    noteHint: 'For those who manage the partner alone.',
    unqualified: 'Can be selected once all of it is met.',
    archived: 'The partner is archived: nobody can be selected.',
    by: (state: 'selected' | 'declined', name: string) =>
      state === 'selected' ? `Selected by ${name}` : `Declined by ${name}`,
    withdrawn: 'They have taken it back.',
    quicker: 'Someone was quicker',
  },

  experts: {
    states: { active: 'Active', lapsed: 'Resting', removed: 'Removed' } satisfies Record<ExpertState, string>,
    none: {
      active: 'Nobody is listed.',
      lapsed: 'No badge rests.',
      removed: 'Nobody has been removed.',
    } satisfies Record<ExpertState, string>,
    noneHint: 'Those whose application is selected are listed here.',
    lapsedHint: 'A badge rests while something is not met any more, and comes back by itself when it is.',
    featured: (n: number) => (n === 1 ? 'featured once' : `featured ${count(n)} times`),
    remove: 'Remove',
    removeOf: (name: string) => `Remove ${name}`,
    removeTitle: (name: string) => `Take the badge of ${name}?`,
    removeBody: 'They leave the directory at once, and are told the reason. The application stays on file.',
    reason: 'Reason',
    removed: (name: string) => `${name} is no longer an expert`,
    left: 'Gave the badge back.',
    why: (reason: string) => `Removed: ${reason}`,
  },

  invitations: {
    invite: 'Invite someone to apply',
    inviteToApply: 'Invite to apply',
    inviteOf: (name: string) => `Invite ${name} to apply`,
    invited: 'Invited',
    username: 'Username',
    message: 'Message',
    messageHint: 'Goes with the invitation. They are told by a notice and by mail.',
    send: 'Invite',
    sent: (name: string) => `${name} is invited`,
    none: 'Nobody has an invitation open.',
    noneHint: 'Those who have not answered yet are listed here. Only who is invited can apply.',
    by: (name: string, from: 'partner' | 'staff') =>
      from === 'staff' ? `invited by ${name}, for the site’s staff` : `invited by ${name}`,
    revoke: 'Revoke',
    revokeOf: (name: string) => `Revoke the invitation of ${name}`,
    revoked: (name: string) => `The invitation of ${name} is revoked`,
  },

  interests: {
    none: 'Nobody has said so yet.',
    noneHint: 'Members who would like to be your experts say so on your page, and show up here.',
  },

  suggestions: {
    lead: 'Members who lately did much of what your experts do. Only what everyone may read counts.',
    none: 'Nobody comes to mind.',
    noneHint: 'Who is active in the groups you have named on the part “Page”, or in all open ones, is suggested here.',
    reason: ({ kind, count: n, days, group }: SuggestionReason) => {
      if (kind === 'interest') return 'Would like to be an expert';
      const where = group === null ? '' : ` in ${group}`;
      return `${DEEDS[kind](n)}${where} in the last ${days} days`;
    },
  },
};
