import type { AppealState } from '../../shared/acts.ts';
import type { ReportReason } from '../../shared/reports.ts';
import { TOPIC_DEEDS } from './topic-deeds.ts';
import { NEWS } from './topic-news.ts';

const count = (n: number) => n.toLocaleString('en');
const plural = (n: number, one: string, many: string) => `${count(n)} ${n === 1 ? one : many}`;
const reasoned = (what: string, reason: string) => (reason ? `${what}: ${reason}` : `${what}.`);

const REPORT_REASONS: Record<ReportReason, string> = {
  spam: 'Spam or advertising',
  harassment: 'Insults or harassment',
  'off-topic': 'Has nothing to do with the group',
  illegal: 'Against the law',
  'personal-data': 'Private things about someone',
  other: 'Something else',
};

const APPEALS: Record<Exclude<AppealState, 'none'>, string> = {
  open: 'Your appeal waits for a decision',
  granted: 'Your appeal was granted',
  denied: 'Your appeal was denied',
};

/** "1 h 5 min", "45 s" */
export function duration(seconds: number): string {
  const [h, min, s] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60), seconds % 60];
  return [h && `${h} h`, min && `${min} min`, (s || seconds === 0) && `${s} s`].filter(Boolean).join(' ');
}

/** What members and leaders see and do about topics and posts. */
export const moderationStrings = {
  topic: TOPIC_DEEDS,
  news: NEWS,
  dismiss: 'Hide this line',
  leading: 'Leading',

  pinned: 'Pinned',
  locked: 'Locked',
  lockedBy: (name: string, reason: string) => reasoned(`Locked by ${name}`, reason),
  lockedWrite: 'This topic is locked. It can be read and no more.',
  lockedLeader: 'This topic is locked. You can still write, as one of those who moderate here.',
  removedTitle: 'A topic that was removed',
  removedBy: (name: string, reason: string) => reasoned(`${name} removed this topic`, reason),
  mergedTitle: 'This topic has become part of another one',
  mergedLink: 'Go on reading there',
  departedTitle: 'This topic is no longer here',
  departed: (name: string, to: string | null, reason: string) =>
    reasoned(`${name} moved this topic to ${to ?? 'another group'}`, reason),
  departedLink: (group: string) => `Go to ${group}`,

  posts: {
    removed: {
      author: 'The author deleted this post.',
      leader: 'A group leader removed this post.',
      moderator: 'A moderator removed this post.',
    },
    why: (reason: string) => `Reason: ${reason}`,
    moved: 'This post is now in another topic.',
    movedLink: (number: number) => `Read it there, as post ${count(number)}`,
    original: 'What it said',
    remove: 'Remove',
    removeTitle: (n: number) => (n === 1 ? 'Remove this post?' : `Remove ${count(n)} posts?`),
    removeBody: 'Numbers stay. In the place of the text everyone reads the reason; the author is told as well.',
    removeDone: (n: number) => (n === 1 ? 'The post is removed' : `${count(n)} posts are removed`),
    restore: 'Restore',
    restoreTitle: (n: number) => (n === 1 ? 'Restore this post?' : `Restore ${count(n)} posts?`),
    restoreDone: (n: number) => (n === 1 ? 'The post is back' : `${count(n)} posts are back`),
    author: (name: string) => `About ${name}`,
  },

  select: {
    begin: 'Select posts',
    one: (number: number) => `Select post ${count(number)}`,
    bar: 'Selected posts',
    count: (n: number) => (n === 0 ? 'No post selected' : plural(n, 'post selected', 'posts selected')),
    most: (n: number) => `No more than ${count(n)} at a time.`,
    done: 'Done',
    remove: 'Remove',
    restore: 'Restore',
    split: 'New topic',
    some: (n: number, of: number) => `${count(n)} of the ${count(of)} selected`,
  },

  split: {
    title: (n: number) => `Make a new topic of ${plural(n, 'post', 'posts')}?`,
    action: 'Make a new topic',
    body: 'In their place stays a line that leads there. The first post of a topic cannot go.',
    name: 'Title of the new topic',
    done: 'The new topic is there',
  },

  report: {
    action: 'Report',
    title: 'Report this post',
    body: (group: string) => `Those who lead ${group} look at it. The author does not learn who reported it.`,
    reason: 'What is wrong with it?',
    reasons: REPORT_REASONS,
    note: 'In your words',
    noteHint: 'What should they know?',
    send: 'Send report',
    sent: 'Thank you. Your report has arrived, and someone will look at it.',
    already: 'You have reported this post before. It is on the list of those who lead.',
  },

  slow: {
    note: (seconds: number) => `Slow mode: ${duration(seconds)} between two posts of yours.`,
    wait: (seconds: number) => `You can send in ${duration(seconds)}.`,
    goesOut: (seconds: number) => `Slow mode: this is sent in ${duration(seconds)}.`,
  },

  held: {
    waits: 'Waits for approval',
    hint: 'Nobody else sees this yet. Those who lead the group have been told.',
    withdraw: 'Withdraw',
    withdrawTitle: 'Withdraw what waits for approval?',
    withdrawBody: 'It is not posted then. Its text goes back to where you wrote it.',
    withdrawn: 'Withdrawn',
    refused: 'Not approved',
    why: (reason: string) => `Reason: ${reason}`,
    again: 'Take up the text again',
    close: 'Hide',
    topics: 'Your topics that wait for approval',
    sent: 'Thank you. This waits for approval by those who lead the group.',
    approved: (title: string) => (title ? `“${title}” was approved` : 'Your post was approved'),
    edit: 'Change the text',
  },

  own: {
    title: 'Decisions about you',
    lead: 'What those who lead groups or this site have decided about your posts, topics and memberships, and why.',
    empty: 'Nothing has been decided about you.',
    emptyHint: 'If a post of yours is ever removed or moved, you read here what it was, who did it and why.',
    by: (name: string, what: string) => `${name} ${what}`,
    undone: (name: string) => `Taken back by ${name}`,
    until: (date: string) => `Until ${date}`,
    posts: (n: number, more: boolean) =>
      more ? `and ${plural(n, 'more post', 'more posts')}` : plural(n, 'post', 'posts'),
    appeal: 'Appeal',
    appealOf: (what: string) => `Appeal: ${what}`,
    appealTitle: 'Ask for a second look',
    appealBody: 'Someone else than who decided it looks at it again. You can do this once.',
    appealMessage: 'What should they know?',
    appealSend: 'Send appeal',
    appealSent: 'Your appeal has arrived',
    appeals: APPEALS,
  },
};
