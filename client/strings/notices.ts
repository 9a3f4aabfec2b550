import type { Notice, NoticeReason } from '../../shared/notices.ts';
import type { SubscriptionType } from '../../shared/subscriptions.ts';
import { article } from './words.ts';

const count = (n: number) => n.toLocaleString('en');
const plural = (n: number, one: string, many: string) => `${count(n)} ${n === 1 ? one : many}`;

type Named = { actor: string; group: string; partner: string; title: string; rank: string };

const WHAT: Record<Notice['kind'], (names: Named) => string> = {
  topic: ({ actor, title }) => `${actor} started “${title}”`,
  reply: ({ actor, title }) => `${actor} replied in “${title}”`,
  mention: ({ actor, title }) => `${actor} mentioned you in “${title}”`,
  invitation: ({ actor, group }) => `${actor} invited you to join ${group}`,
  'join-request': ({ actor, group }) => `${actor} asks to join ${group}`,
  'request-approved': ({ group }) => `You are in: your request to join ${group} was approved`,
  'request-denied': ({ group }) => `Your request to join ${group} was denied`,
  leader: ({ group }) => `You lead ${group} now`,
  removed: ({ group }) => `You were removed from ${group}`,
  muted: ({ group }) => `You may not post in ${group} for now`,
  banned: ({ group }) => `You were banned from ${group}`,
  'rank-up': ({ rank }) => `You moved up. You are now ${article(rank)} ${rank}.`,
  'rank-assigned': ({ rank }) => `Staff gave you the rank ${rank}`,
  'rank-ended': ({ rank }) => `The rank ${rank}, set by staff, has ended. See which one you have now.`,
  'rank-locked': ({ rank }) => `Staff set your rank to ${rank} for a while. See why, and until when.`,
  'rank-grace': ({ rank }) => `To stay ${article(rank)} ${rank}, there is something to make up for. You have time.`,
  'rank-down': ({ rank }) => `You are ${article(rank)} ${rank} now. See why, and what comes next.`,
  'group-approved': ({ group }) => `The group you suggested is open: ${group}`,
  'posts-removed': ({ actor, group }) => `${actor} removed something you wrote in ${group}`,
  'topic-removed': ({ actor, group }) => `${actor} removed a topic of yours in ${group}`,
  'topic-locked': ({ actor, group }) => `${actor} locked a topic of yours in ${group}`,
  'topic-moved': ({ actor, group }) => `${actor} moved a topic of yours in ${group}`,
  'post-approved': ({ group }) => `Your post in ${group} was approved`,
  'post-refused': ({ group }) => `Your post in ${group} was not approved`,
  'appeal-granted': () => 'Your appeal was granted',
  'appeal-denied': () => 'Your appeal was denied',
  report: ({ group, title }) => `A post in “${title}” was reported in ${group}`,
  held: ({ group, title }) => `A post in “${title}” waits for approval in ${group}`,
  appeal: ({ actor, group }) => `${actor} appeals against what was decided in ${group}`,
  'expert-invited': ({ partner }) => `You are invited to become an expert of ${partner}`,
  'expert-selected': ({ partner }) => `${partner} has selected you as an expert`,
  'expert-lapsed': ({ partner }) => `Your expert’s badge of ${partner} rests`,
  'expert-restored': ({ partner }) => `Your expert’s badge of ${partner} is good again`,
  'expert-removed': ({ partner }) => `You are no longer an expert of ${partner}`,
  'partner-manager': ({ partner }) => `You manage ${partner} now`,
};

/** Where the topic's title stands above already. */
const BRIEFLY: Partial<Record<Notice['kind'], (actor: string) => string>> = {
  topic: (actor) => `${actor} started the topic`,
  reply: (actor) => `${actor} replied`,
  mention: (actor) => `${actor} mentioned you`,
};

const WHY: Record<NoticeReason, (name?: string) => string> = {
  group: (name) => `Because you are subscribed to ${name ?? 'the group'}`,
  forum: (name) => `Because you are subscribed to ${name ? `the forum ${name}` : 'the forum'}`,
  topic: (name) => `Because you are subscribed to ${name ? `“${name}”` : 'the topic'}`,
  post: () => 'Because you are subscribed to a post',
  'own-topic': () => 'Because you started the topic',
  'reply-to-you': () => 'Because it answers your post',
  mention: () => 'Because it names you',
  leader: (name) => `Because you lead ${name ?? 'the group'}`,
  personal: () => 'Because it is about you',
};

const THING: Record<SubscriptionType, string> = { group: 'group', forum: 'forum', topic: 'topic', post: 'post' };

/** Notices, toasts and subscriptions. */
export const noticesStrings = {
  title: 'Notifications',
  bell: (unread: string) => (unread ? `Notifications, ${unread} unread` : 'Notifications, none unread'),
  latest: 'Latest notifications',
  seeAll: 'See all notifications',
  empty: 'Nothing has happened yet.',
  emptyHint: 'Join a group, or subscribe to a topic from its options: what is new there is told here.',
  emptyUnread: 'You have read everything.',
  filter: 'Which notifications',
  all: 'All',
  unread: 'Unread',
  markAll: 'Mark all as read',
  markRead: 'Mark as read',
  today: 'Today',
  yesterday: 'Yesterday',
  what: (kind: Notice['kind'], names: Named) => WHAT[kind](names),
  briefly: (kind: Notice['kind'], names: Named) => BRIEFLY[kind]?.(names.actor) ?? WHAT[kind](names),
  why: (reason: NoticeReason, name?: string) => WHY[reason](name),
  because: (reason: string) => `Reason: ${reason}`,
  isNew: 'Unread',
  stop: 'Unsubscribe',
  stopFrom: (what: string) => `Unsubscribe: ${what}`,
  stopped: 'You will hear no more of this.',
  undo: 'Undo',
  topicsIn: (n: number, group: string) => `${plural(n, 'new topic', 'new topics')} in ${group}`,
  repliesIn: (n: number, title: string) => `${plural(n, 'reply', 'replies')} in “${title}”`,
  open: 'Open',
  settings: 'My Subscriptions',

  subscribe: 'Subscribe',
  unsubscribe: 'Unsubscribe',
  mute: 'Mute…',
  unmute: 'Unmute',
  muteFor: 'Mute for',
  durations: {
    hour: '1 hour',
    eightHours: '8 hours',
    day: '1 day',
    week: '1 week',
    always: 'Until I turn it off',
  },
  state: {
    on: 'You are subscribed',
    inherited: 'Subscribed since you joined',
    implied: 'You are told of answers to you',
    off: 'You are not subscribed',
  },
  mutedUntil: (moment: string) => `Muted until ${moment}`,
  muted: 'Muted until you turn it off',
  nowSubscribed: 'You are subscribed',
  nowUnsubscribed: 'You are no longer subscribed',

  subscriptions: {
    title: 'My Subscriptions',
    lead: 'What you are told of. Everything here can be changed from the options of the thing itself, too.',
    list: 'Subscriptions',
    select: (name: string) => `Select ${name}`,
    selectAll: 'Select all',
    selected: (n: number) => `${count(n)} selected`,
    total: (n: number) => plural(n, 'subscription', 'subscriptions'),
    options: 'Options for the selected',
    remove: 'Delete Selected Subscriptions',
    removed: (n: number) => `${plural(n, 'subscription', 'subscriptions')} deleted`,
    undo: 'Undo',
    search: 'Filter by name',
    types: 'Which subscriptions',
    allTypes: 'All',
    type: { group: 'Groups', forum: 'Forums', topic: 'Topics', post: 'Posts' } as Record<SubscriptionType, string>,
    one: (type: SubscriptionType) => THING[type],
    post: (n: number, title: string) => `Post ${count(n)} in ${title}`,
    in: (group: string) => `in ${group}`,
    inherited: 'as a member',
    mutedOnly: 'muted only',
    unread: (n: number) => `${count(n)} new`,
    unreadLabel: (type: SubscriptionType, n: number) =>
      type === 'topic' || type === 'post'
        ? plural(n, 'unread post', 'unread posts')
        : plural(n, 'new topic', 'new topics'),
    empty: 'You are not subscribed to anything.',
    emptyHint: 'Join a group, or choose “Subscribe” in the options (three dots) of a group, forum, topic or post.',
    noMatch: 'No subscription matches.',
    noMatchHint: 'Choose another kind, or another word.',
    discover: 'Find a group',
  },
};
