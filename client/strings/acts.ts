import type { ActKind } from '../../shared/acts.ts';

/** A short name, and the reason that is told. */
export type Template = [name: string, text: string];

const CONDUCT: Template[] = [
  ['Spam', 'This is advertising, which this group is not for.'],
  ['Off-topic', 'This has nothing to do with what this group is about.'],
  ['Insulting', 'This attacks people instead of what they say.'],
  ['Personal data', 'This tells private things about someone.'],
  ['Against the law', 'We may not let this stand here by law.'],
  ['Guidelines', 'This is against the guidelines of this group.'],
];

const ORDER: Template[] = [
  ['Settled', 'The question is answered, and nothing new is coming.'],
  ['Twice', 'There is a topic about this already.'],
  ['Better there', 'Those who can help look in the other place.'],
  ['Heated', 'This has become too heated. Let us all take a break.'],
  ['Important', 'Everyone in the group should see this.'],
];

const MERCY: Template[] = [
  ['Mistake', 'That was our mistake. We are sorry.'],
  ['Settled', 'This has been talked over and is settled.'],
  ['Long enough', 'That has been long enough.'],
];

const DISMISSAL: Template[] = [
  ['Within the rules', 'This is within the guidelines of this group.'],
  ['Opinion', 'This is an opinion that others need not share.'],
  ['Misunderstood', 'This seems to have been misunderstood.'],
];

const SLOW: Template[] = [
  ['Too fast', 'So much is being posted that nobody can keep up.'],
  ['Heated', 'Things have become heated. Let us write less and think more.'],
  ['Calm again', 'It is calm again. Thank you, everyone.'],
];

/** What is said of an act after the name of who did it. */
const DID: Record<ActKind, string> = {
  pin: 'pinned the topic',
  unpin: 'unpinned the topic',
  lock: 'locked the topic',
  unlock: 'unlocked the topic',
  'remove-topic': 'removed the topic',
  'restore-topic': 'restored the topic',
  move: 'moved the topic',
  split: 'split the topic',
  merge: 'merged the topic',
  'remove-posts': 'removed posts',
  'restore-posts': 'restored posts',
  mute: 'muted the member',
  ban: 'banned the member',
  'remove-member': 'removed the member from the group',
  lift: 'lifted the sanction',
  slow: 'changed slow mode',
  rules: 'changed the rules',
  'approve-post': 'approved the post',
  'refuse-post': 'refused the post',
  dismiss: 'dismissed the report',
  'settle-report': 'settled the report by other means',
  'grant-appeal': 'granted the appeal',
  'deny-appeal': 'denied the appeal',
  'approve-request': 'approved the request',
  'deny-request': 'denied the request',
  suspend: 'suspended the account',
  unsuspend: 'ended the suspension',
  export: 'exported the member’s data',
  erase: 'erased the member’s data',
  site: 'changed the settings of the site',
};

/** Acts and the reasons for them, wherever leaders act. */
export const actsStrings = {
  reason: 'Reason',
  reasonHint: 'Whoever sees what was done is told this, word for word.',
  templates: 'Take a text',
  conduct: CONDUCT,
  order: ORDER,
  mercy: MERCY,
  dismissal: DISMISSAL,
  slow: SLOW,
  did: (kind: ActKind) => DID[kind],
  quicker: (name: string, kind: ActKind) => `${name} was quicker and ${DID[kind]}.`,
  why: (reason: string) => `Their reason: ${reason}`,
  undone: 'It is as it was before',
};
