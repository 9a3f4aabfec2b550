import type { Metric } from '../../shared/ladder.ts';
import type { Move, Recalculation } from '../../shared/ladder-versions.ts';
import { ranksStrings } from './ranks.ts';

const count = (n: number) => n.toLocaleString('en');
const plural = (n: number, one: string, many: string) => `${count(n)} ${n === 1 ? one : many}`;
const members = (n: number) => plural(n, 'member', 'members');

const METRICS_IN_SHORT: Record<Metric, string> = {
  daysRegistered: 'Days since joining',
  daysVisited: 'Days visited',
  topicsViewed: 'Topics viewed',
  posts: 'Posts',
  kudosReceived: 'Kudos',
  distinctGivers: 'Kudos givers',
};

const MOVES: Record<Move['kind'], string> = {
  up: 'Up at once',
  down: 'Down, after 14 days',
  moved: 'Their rank is gone',
};

/** The ladder of ranks and the ranks that are given, for the staff who look after them. */
export const ladderStrings = {
  title: 'Ladder of ranks',
  lead: 'What each rank asks for. See who would move before you put anything in force. What you change stays on this device until then.',
  assignedPage: 'Ranks to give',

  inForce: 'In force',
  version: (version: number) => `Version ${count(version)}`,
  first: 'The ladder this community began with',
  by: 'by',
  note: (note: string) => `“${note}”`,
  running: (n: number) => `Being applied to everyone: ${members(n)} so far`,
  applied: (n: number, when: string) => `Applied to ${members(n)}, ${when}`,
  counts: ({ up, grace, moved }: Pick<Recalculation, 'up' | 'grace' | 'moved'>) =>
    `${count(up)} moved up, ${count(grace)} began their 14 days, ${count(moved)} moved off a rank that is gone`,

  editor: 'Ranks and what they ask for',
  editorHint: 'Newest members first. Each rank asks for at least as much of everything as the one before it.',
  rung: (title: string) => title || 'New rank',
  rank: 'Rank',
  inShort: (metric: Metric) => METRICS_IN_SHORT[metric],
  rungTitle: 'Title',
  key: (key: string) => `Key: ${key}`,
  fresh: 'new',
  was: (before: string) => `was ${before}`,
  add: (title: string) => `Add a rank after ${title}`,
  remove: (title: string) => `Remove ${title}`,
  removed: 'Removed',
  putBack: (title: string) => `Put ${title} back`,
  unchanged: 'Nothing is changed.',
  changed: (n: number) => plural(n, 'change', 'changes'),
  faults: (n: number) => `${plural(n, 'field needs', 'fields need')} another look`,
  discard: 'Discard changes',
  discarded: 'The changes are discarded',

  preview: 'Preview',
  previewTitle: 'Who would move',
  outdated: 'Out of date: something was changed since. Preview again before you put it in force.',
  of: (n: number) => `of ${members(n)} looked at`,
  tiles: {
    up: 'move up at once',
    down: 'would lose their rank: they begin 14 days to make up for it',
    moved: 'move at once, because their rank is gone',
    relieved: 'keep their rank after all: their 14 days end',
  },
  nobody: 'Nobody would move.',
  moves: 'Moves',
  move: (kind: Move['kind']) => MOVES[kind],
  to: 'to',
  members,
  andMore: (n: number) => `and ${count(n)} more`,
  silent: 'Labels change quietly, and nothing is announced. Those who begin their 14 days find that in their inbox.',

  putInForce: 'Put in force',
  putTitle: 'Put this ladder in force?',
  putBody: (up: string, down: string, moved: string, of: string) =>
    `${up} move up at once, ${down} begin 14 days in which they can keep their rank, and ${moved} move because their rank is gone, ${of}.`,
  why: 'What is changed, and why',
  whyHint: 'For your colleagues: it stays with this version.',
  done: (version: number) => `Version ${count(version)} is in force`,

  meanwhile: (name: string, version: number) => `${name} has put version ${count(version)} in force meanwhile`,
  blocked: 'Take the new ladder over first: see above.',
  meanwhileFirst: 'Another ladder is in force now',
  meanwhileBody: 'What you typed is kept. Take the new ladder over to go on from it with your changes.',
  takeOver: 'Take it over, keep my changes',
  tookOver: (version: number) => `Your changes now go on from version ${count(version)}`,

  versions: 'Versions',
  use: 'Use these numbers',
  numbersOf: (version: number) => `Use the numbers of version ${count(version)}`,
  used: (version: number) => `The numbers of version ${count(version)} are in the editor`,
  whatChanged: (n: number) => `What changed (${count(n)})`,
  sameAsBefore: 'The same as the version before',
  change: {
    added: (title: string) => `${title} was added`,
    removed: (title: string) => `${title} was removed`,
    retitled: (from: string, to: string) => `${from} was renamed ${to}`,
    threshold: (title: string, metric: Metric, from: number, to: number) =>
      `${title}, ${METRICS_IN_SHORT[metric].toLowerCase()}: ${count(from)} → ${count(to)}`,
  },

  assigned: {
    title: 'Ranks to give',
    lead: 'Give one of these ranks on a member’s profile: it is shown instead of the earned one, which goes on growing beneath.',
    none: 'There are none yet.',
    noneHint: 'Add one, then give it on a member’s profile.',
    add: 'New rank',
    addTitle: 'A new rank to give',
    edit: 'Edit',
    editOf: (title: string) => `Edit ${title}`,
    rankTitle: 'Title',
    key: (key: string) => `Key: ${key}. It stays, whatever the rank is called later.`,
    description: 'Description',
    descriptionHint: 'One line, for the page that explains the ranks.',
    both: 'also earned',
    saved: (title: string) => `${title} is saved`,
  },

  member: {
    title: 'Rank',
    shown: 'Shown',
    earned: 'Earned',
    by: (version: number) => `judged by version ${count(version)} of the ladder`,
    given: 'Given',
    lock: 'Held at',
    grace: 'Grace',
    graceText: (lost: Metric[], until: string, fallsTo: string) =>
      `Too far below in: ${lost.map((metric) => ranksStrings.metric(metric).toLowerCase()).join(', ')}. From ${until} on: ${fallsTo}.`,
    until: (moment: string) => `until ${moment}`,
    open: 'until taken back',
    since: (moment: string) => `since ${moment}`,
    top: 'At the top of the ladder',
    asTheySee: 'As the member sees it.',
    history: 'History',

    give: 'Give a rank',
    giveOther: 'Give another rank',
    giveTitle: (name: string) => `Give ${name} a rank`,
    giveBody: 'It is shown instead of the earned one at once. The member sees the reason.',
    takeBack: 'Take the rank back',
    takeBackTitle: (title: string, name: string) => `Take ${title} back from ${name}?`,
    takeBackBody: 'The earned rank, which went on growing beneath, is shown again. The member sees the reason.',
    hold: 'Hold at a rank',
    holdOther: 'Hold at another rank',
    holdTitle: (name: string) => `Hold ${name} at a rank`,
    holdBody: 'Above or below what is earned, until the end. The member sees the reason.',
    letGo: 'End the hold',
    letGoTitle: (title: string, name: string) => `No longer hold ${name} at ${title}?`,
    letGoBody: 'What is earned is shown again at once. The member sees the reason.',
    rank: 'Rank',
    choose: 'Choose a rank',
    reason: 'Reason',
    howLong: 'How long',
    lengths: { week: '1 week', month: '1 month', quarter: '3 months', open: 'Until taken back', date: 'Until a day' },
    day: 'Last day',
    dayHint: 'Until the end of this day, where you are.',
    gave: (title: string, name: string) => `${name} is now shown as ${title}`,
    tookBack: (name: string) => `${name}’s own rank is shown again`,
    held: (title: string, name: string) => `${name} is held at ${title}`,
    letGone: (name: string) => `${name} is no longer held`,
  },
};
