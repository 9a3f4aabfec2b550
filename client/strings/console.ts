import type { PostRemoval } from '../../shared/topics.ts';
import { queueStrings } from './queue.ts';
import { rulesStrings } from './rules.ts';

const count = (n: number) => n.toLocaleString('en');
const plural = (n: number, one: string, many: string) => `${count(n)} ${n === 1 ? one : many}`;

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
    log: 'Log',
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
    nobody: 'Nobody of the group is online.',
    looksAt: 'reads',
    others: (n: number) => `and ${plural(n, 'other', 'others')}`,
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
    removed: ({ by, reason }: PostRemoval) => (by === 'author' ? 'Removed by its author' : `Removed: ${reason}`),
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

  sanctions: {
    mute: 'Mute someone',
    ban: 'Ban someone',
    removePosts: 'Also remove all they have posted in this group',
    liftTitle: (name: string) => `Lift what stands against ${name}?`,
  },

  queue: queueStrings,
  rules: rulesStrings,
};
