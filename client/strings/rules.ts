import type { RuleAction } from '../../shared/rules.ts';
import type { Template } from './acts.ts';

const count = (n: number) => n.toLocaleString('en');
const plural = (n: number, one: string, many: string) => `${count(n)} ${n === 1 ? one : many}`;

/** Rules about what is posted, of a group or of the site. */
export const rulesStrings = {
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
  verdict: (met: { name: string; count: number }[], checked: number) => {
    const some = met.filter((each) => each.count > 0).map((each) => `${each.name} ${count(each.count)}`);
    const posts = plural(checked, 'post', 'posts');
    if (some.length === 0) return `The rules would have met none of the last ${posts}.`;
    return `Of the last ${posts} the rules would have met: ${some.join(', ')}.`;
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
};
