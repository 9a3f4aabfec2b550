import type { Act, ActKind } from '../acts.ts';
import { quoted, until } from './words.ts';

/** What was done, in words that go on from who did it: “pinned the topic “Tea””. */
export const phraseOf = (act: Act): string => PHRASES[act.kind](act);

const topic = ({ topic: about }: Act): string => (about ? `the topic ${quoted(about.title)}` : 'a topic');
const name = ({ subject }: Act): string => subject?.displayName ?? 'someone';
const detail = (act: Act, before: string): string => (act.detail ? ` ${before} ${quoted(act.detail)}` : '');

function posts(act: Act): string {
  const count = act.postCount === 1 ? 'a post' : `${act.postCount} posts`;
  return act.subject ? `${count} by ${act.subject.displayName}` : count;
}

const PHRASES: Record<ActKind, (act: Act) => string> = {
  pin: (act) => `pinned ${topic(act)}`,
  unpin: (act) => `unpinned ${topic(act)}`,
  lock: (act) => `locked ${topic(act)}`,
  unlock: (act) => `unlocked ${topic(act)}`,
  'remove-topic': (act) => `removed ${topic(act)}`,
  'restore-topic': (act) => `restored ${topic(act)}`,
  move: (act) => `moved ${topic(act)}${detail(act, 'to')}`,
  split: (act) => `split ${posts(act)} off ${topic(act)}${detail(act, 'into')}`,
  merge: (act) => `merged ${topic(act)}${detail(act, 'into')}`,
  'remove-posts': (act) => `removed ${posts(act)}`,
  'restore-posts': (act) => `restored ${posts(act)}`,
  mute: (act) => `muted ${name(act)}${until(act.until)}`,
  ban: (act) => `banned ${name(act)}${until(act.until)}`,
  'remove-member': (act) => `removed ${name(act)} from the group`,
  lift: (act) => `lifted a sanction of ${name(act)}`,
  slow: (act) => (act.detail ? `set slow mode to ${act.detail}` : 'changed slow mode'),
  rules: () => 'changed the rules',
  'approve-post': (act) => `approved a post by ${name(act)}`,
  'refuse-post': (act) => `refused a post by ${name(act)}`,
  'settle-report': () => 'settled a report by other means',
  dismiss: (act) => `dismissed a report about ${name(act)}`,
  'grant-appeal': (act) => `granted an appeal of ${name(act)}`,
  'deny-appeal': (act) => `denied an appeal of ${name(act)}`,
  'approve-request': (act) => `let ${name(act)} into the group`,
  'deny-request': (act) => `denied ${name(act)} entry to the group`,
  suspend: (act) => `suspended ${name(act)}${until(act.until)}`,
  unsuspend: (act) => `ended the suspension of ${name(act)}`,
  export: (act) => `exported the data of ${name(act)}`,
  erase: (act) => `erased the data of ${name(act)}`,
  site: () => 'changed the settings of the site',
};
