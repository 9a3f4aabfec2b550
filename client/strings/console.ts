import type { ActKind } from '../../shared/acts.ts';
import type { Report, ReportKind, ReportReason, Resolution } from '../../shared/reports.ts';
import type { RuleAction } from '../../shared/rules.ts';
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

const LENGTHS: Record<number, string> = {
  0: 'Off',
  10: '10 seconds',
  30: '30 seconds',
  60: '1 minute',
  300: '5 minutes',
  900: '15 minutes',
  3600: '1 hour',
  21600: '6 hours',
};

const length = (seconds: number) => LENGTHS[seconds] ?? plural(seconds, 'second', 'seconds');

/** Who reports it, in a line: "3 reports: Spam, Harassment". */
function reporters(entries: Report['entries']): string {
  const reasons = entries.map(({ by, reason, note }) => (by && reason ? REASONS[reason] : `rule “${note}”`));
  return `${plural(entries.length, 'report', 'reports')}: ${[...new Set(reasons)].join(', ')}`;
}

/** The console of those who lead. */
export const consoleStrings = {
  title: 'Manage group',
  waiting: (n: number, more: boolean) =>
    `Manage group: ${n}${more ? ' or more' : ''} ${n === 1 && !more ? 'thing waits' : 'things wait'}`,
  tabs: {
    overview: 'Overview',
    queue: 'Queue',
    requests: 'Requests',
    invitations: 'Invitations',
    sanctions: 'Mutes and bans',
    rules: 'Rules',
  },

  whatWaits: 'What waits for a decision',
  tiles: {
    reports: (n: number) => (n === 1 ? 'report' : 'reports'),
    held: (n: number) => (n === 1 ? 'post held back' : 'posts held back'),
    appeals: (n: number) => (n === 1 ? 'appeal' : 'appeals'),
    requests: (n: number) => (n === 1 ? 'request to join' : 'requests to join'),
    sanctions: (n: number) => (n === 1 ? 'mute or ban in force' : 'mutes and bans in force'),
  },

  here: {
    title: 'Who is here',
    count: (n: number) => plural(n, 'member', 'members'),
    nobody: 'Nobody of the group is online.',
    elsewhere: 'elsewhere',
    looksAt: 'reads',
    others: (n: number) => `and ${plural(n, 'other', 'others')}`,
    unknown: 'Cannot be told right now.',
  },

  slow: {
    title: 'Slow mode',
    hint: 'How long each member waits between two posts. Leaders and moderators do not have to.',
    step: length,
    ask: (seconds: number) => (seconds > 0 ? `Slow mode: ${length(seconds)}?` : 'End slow mode?'),
    body: (seconds: number) =>
      seconds > 0
        ? `Everyone sees that members wait ${length(seconds)} between their posts, and why.`
        : 'Everyone can post as fast as they like again.',
    on: 'Slow down',
    off: 'End slow mode',
    done: (seconds: number) => (seconds > 0 ? `Slow mode is on: ${length(seconds)}` : 'Slow mode is over'),
  },

  latest: {
    title: 'Latest posts',
    empty: 'Nothing has been posted lately.',
    fresh: (n: number) => `Show ${plural(n, 'new post', 'new posts')}`,
    began: 'began',
    repliedIn: 'in',
    post: (name: string, title: string) => `${name} in ${title}`,
    select: (name: string, title: string) => `Select the post of ${name} in ${title}`,
    options: (name: string, title: string) => `Options for the post of ${name} in ${title}`,
    removedTopic: 'a topic that was removed',
    removed: (reason: string) => (reason ? `Removed: ${reason}` : 'Removed'),
    pinned: 'Pinned',
    locked: 'Locked',
    selected: (n: number) => `${plural(n, 'post', 'posts')} selected`,
    clear: 'Clear',
    removeSelected: 'Remove',
    remove: 'Remove post',
    pin: 'Pin topic',
    unpin: 'Unpin topic',
    lock: 'Lock topic',
    unlock: 'Unlock topic',
    mute: (name: string) => `Mute ${name}`,
    ban: (name: string) => `Ban ${name}`,
  },

  removePosts: {
    title: (n: number) => (n === 1 ? 'Remove this post?' : `Remove ${count(n)} posts?`),
    body: 'The reason stands in their place, and their authors are told.',
    action: 'Remove',
    done: (n: number) => (n === 1 ? 'The post is removed' : `${count(n)} posts are removed`),
  },

  order: {
    pin: {
      title: (title: string) => `Pin “${title}”?`,
      action: 'Pin topic',
      done: (title: string) => `“${title}” leads the list`,
    },
    unpin: {
      title: (title: string) => `Unpin “${title}”?`,
      action: 'Unpin topic',
      done: (title: string) => `“${title}” is no longer pinned`,
    },
    lock: {
      title: (title: string) => `Lock “${title}”?`,
      action: 'Lock topic',
      done: (title: string) => `“${title}” is locked`,
    },
    unlock: {
      title: (title: string) => `Unlock “${title}”?`,
      action: 'Unlock topic',
      done: (title: string) => `“${title}” is open again`,
    },
  },

  sanctions: {
    mute: 'Mute someone',
    ban: 'Ban someone',
    removePosts: 'Also remove all they have posted in this group',
    liftTitle: (name: string) => `Lift what stands against ${name}?`,
  },

  queue: {
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
  },

  rules: {
    title: 'Rules',
    hint: 'What a post says is looked at before it is posted. Leaders and moderators are exempt.',
    none: 'There are no rules yet.',
    add: 'Add a rule',
    addKind: { keyword: 'Rule about words', link: 'Rule about links', mention: 'Rule about mentions' },
    kind: { keyword: 'Words', link: 'Links', mention: 'Mentions' },
    fresh: 'New rule',
    name: 'Name',
    action: 'A post it meets',
    actions: {
      refuse: 'is refused',
      hold: 'waits for a leader',
      flag: 'is posted and reported',
    } satisfies Record<RuleAction, string>,
    message: 'What its author is told',
    messageHint: { refuse: 'Why it is not posted.', hold: 'Why it waits.' },
    words: 'Words',
    wordsHint: 'One a line, in any case; whole words. “sale*” stands for any ending.',
    never: 'Never link to',
    neverHint: 'Domains, one a line, with all below them.',
    only: 'Link only to',
    onlyHint: 'Domains, one a line. Both empty: no links at all.',
    most: 'Most members one post may name',
    remove: (name: string) => `Remove the rule ${name}`,
    fault: {
      name: 'Give it a name.',
      sameName: 'Another rule has this name.',
      words: 'Write at least one word.',
      domain: 'Each line must be a domain, such as example.com.',
    },
    met: (n: number) => `would have met ${plural(n, 'post', 'posts')}`,
    dryRun: 'Dry run',
    dryRunHint: 'See which of the last 1,000 posts the rules would have met, before they are in force.',
    try: 'Try the rules',
    verdict: (counts: number[], checked: number) => {
      const met = counts.reduce((sum, each) => sum + each, 0);
      return `${met === 0 ? 'They would have met none' : `They would have met ${count(met)}`} of the last ${plural(checked, 'post', 'posts')}.`;
    },
    stale: 'The rules have changed since. Try them again.',
    matches: 'Posts the rules would have met',
    andMore: (n: number) => `and ${count(n)} more`,
    preapproval: 'First posts',
    preapprove: 'First posts that wait for a leader',
    preapproveHint: 'Of each member who joins from now on. 0: none.',
    save: 'Put in force',
    saveTitle: 'Put these rules in force?',
    saveBody: 'They hold for every post from now on. What was posted before stays.',
    saved: 'The rules are in force',
    discard: 'Discard changes',
    dirty: 'Changed, and not in force yet.',
    clean: 'In force as shown.',
    unsound: 'Something is missing: look at the rules above.',
    blocked: 'Take over what was changed meanwhile first: see above.',
    meanwhile: (name: string | null) =>
      name ? `${name} has changed the rules meanwhile` : 'Another leader has changed the rules meanwhile',
    change: {
      added: (name: string) => `“${name}” was added`,
      removed: (name: string) => `“${name}” was removed`,
      changed: (name: string) => `“${name}” was changed`,
    },
    changedElse: 'How many first posts wait was changed',
    takeOver: 'Take it over, keep my changes',
    templates: [
      ['Spam', 'We are getting too much spam.'],
      ['Newcomers', 'So that newcomers get a good start.'],
      ['Too strict', 'The rules met too many good posts.'],
      ['Not needed', 'We no longer need this.'],
    ] as Template[],
  },
};
