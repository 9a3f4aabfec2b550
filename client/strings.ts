import type { Category } from '../shared/memberships.ts';
import { actsStrings } from './strings/acts.ts';
import { auditStrings } from './strings/audit.ts';
import { consoleStrings } from './strings/console.ts';
import { draftsStrings } from './strings/drafts.ts';
import { helpStrings } from './strings/help.ts';
import { joiningStrings } from './strings/joining.ts';
import { ladderStrings } from './strings/ladder.ts';
import { leadsStrings } from './strings/leads.ts';
import { mailStrings } from './strings/mail.ts';
import { messagesStrings } from './strings/messages.ts';
import { moderationStrings } from './strings/moderation.ts';
import { noticesStrings } from './strings/notices.ts';
import { partnerConsoleStrings } from './strings/partner-console.ts';
import { partnerDealingsStrings } from './strings/partner-dealings.ts';
import { partnerSetupStrings } from './strings/partner-setup.ts';
import { partnerStaffStrings } from './strings/partner-staff.ts';
import { partnersStrings } from './strings/partners.ts';
import { ranksStrings } from './strings/ranks.ts';
import { staffStrings } from './strings/staff.ts';
import { article } from './strings/words.ts';

/** Every sentence the client says, in one place for whoever translates it. */

const count = (n: number) => n.toLocaleString('en');
const plural = (n: number, one: string, many: string) => `${count(n)} ${n === 1 ? one : many}`;

const CATEGORIES: Record<Category, string> = {
  Identity: 'Who we are: find people who share your background.',
  Industry: 'What we do: talk shop with people in your trade.',
  Interest: 'What we love: meet over tools, crafts and ideas.',
  Impact: 'What we change: work on something bigger, together.',
};

export const strings = {
  acts: actsStrings,
  audit: auditStrings,
  console: consoleStrings,
  drafts: draftsStrings,
  help: helpStrings,
  joining: joiningStrings,
  ladder: ladderStrings,
  leads: leadsStrings,
  mail: mailStrings,
  messages: messagesStrings,
  moderation: moderationStrings,
  notices: noticesStrings,
  partnerConsole: partnerConsoleStrings,
  partnerDealings: partnerDealingsStrings,
  partnerSetup: partnerSetupStrings,
  partnerStaff: partnerStaffStrings,
  partners: partnersStrings,
  ranks: ranksStrings,
  staff: staffStrings,

  name: 'Guildhall',
  tagline: 'The community you can watch happening.',
  pitch: [
    ['Live by nature', 'Topics, replies and kudos appear as they happen. Nothing to reload, nothing missed.'],
    ['Groups worth joining', 'Four kinds of groups, for who you are, what you do, love, and want to change.'],
    ['Standing you earn', 'Eight ranks, earned by taking part. What counts is open for everyone to read.'],
  ] as [string, string][],

  common: {
    skip: 'Skip to content',
    cancel: 'Cancel',
    save: 'Save',
    saved: 'Saved',
    close: 'Close',
    retry: 'Try again',
    more: 'Show more',
    options: 'Options',
    loading: 'Loading',
    home: 'Groups',
    breadcrumbs: 'You are here',
    main: 'Main',
  },

  problems: {
    unreachable: 'Guildhall cannot be reached right now. Check your connection.',
    unexpected: 'Something went wrong. Try again.',
    notFoundTitle: 'There is nothing here',
    notFound: 'This page does not exist, or it is not for you to see.',
    errorTitle: 'That did not work',
    home: 'Go to the groups',
    offlineTitle: 'Guildhall cannot be reached',
    offline: 'We keep trying. You need not reload this page.',
    wait: (seconds: number) => `Try again in ${plural(seconds, 'second', 'seconds')}.`,
  },

  connection: { connecting: 'Connecting…', caughtUp: 'Caught up' },

  nav: {
    groups: 'Groups',
    ranks: 'Ranks',
    myRank: 'My rank',
    yourRank: (title: string) => `My rank: ${title}`,
    profile: 'My profile',
    settings: 'Settings',
    signIn: 'Sign in',
    signUp: 'Create account',
    signOut: 'Sign out',
    account: (name: string) => `Account menu of ${name}`,
    scheme: 'Appearance',
    light: 'Light',
    dark: 'Dark',
    auto: 'As the system',
  },

  auth: {
    signIn: 'Welcome back',
    signUp: 'Join Guildhall',
    login: 'Username or e-mail',
    username: 'Username',
    usernameHint: 'Letters, digits and . _ - between them',
    email: 'E-mail',
    password: 'Password',
    passwordHint: 'At least 10 characters',
    showPassword: 'Show or hide the password',
    displayName: 'Display name',
    displayNameHint: 'How others see you; your username if left empty',
    newHere: 'New here?',
    haveAccount: 'Have an account already?',
    left: 'You are signed out. See you soon.',
    expired: 'Your session has ended. Sign in again.',
    revoked: 'This session was ended from another place. Sign in again.',
    suspended: 'This account is suspended.',
    elsewhere: 'You signed out in another tab.',
  },

  groups: {
    title: 'Groups',
    lead: 'Places to meet. Open groups can be read and joined by everyone; closed ones let you in when you ask.',
    mine: 'Your groups',
    discover: 'Discover',
    all: 'All',
    category: (category: Category) => CATEGORIES[category],
    members: (n: number) => plural(n, 'member', 'members'),
    topics: (n: number) => plural(n, 'topic', 'topics'),
    joined: 'Joined',
    empty: 'No groups here yet.',
    emptyHint: 'Staff open new groups. Look into another category meanwhile.',
    create: 'New group',
    createTitle: 'Open a group',
    groupName: 'Name',
    slug: 'Address',
    slugHint: (slug: string) => `/g/${slug || 'lower-case-words'}`,
    categoryLabel: 'Category',
    description: 'Description',
    guidelines: 'Guidelines',
    guidelinesHint: 'Everyone accepts these when they join. Markdown.',
    join: 'Join group',
    joinTitle: (name: string) => `Join ${name}`,
    joinAccept: 'I have read the guidelines and will keep to them',
    joinedToast: (name: string) => `You are now a member of ${name}`,
    confidential: 'Never share confidential or proprietary information, your own or your clients’.',
    leave: 'Leave group',
    leaveTitle: (name: string) => `Leave ${name}?`,
    leaveBody: 'You can go on reading, and join again at any time. Your posts stay.',
    lastLeader: 'You are the only leader. Hand the lead to another member first.',
    removed: (name: string) => `You were removed from ${name}`,
    about: 'About',
    sides: { talk: 'Topics', about: 'About and activity' },
    leaders: 'Leaders',
    noLeaders: 'Nobody leads this group yet.',
    founded: (date: string) => `Since ${date}`,
    edit: 'Edit group',
    membersPage: 'Members',
    allMembers: 'See all members',
    memberOptions: (name: string) => `Options for ${name}`,
    makeLeader: 'Make leader',
    makeMember: 'Take the lead away',
    remove: 'Remove from group',
    removeTitle: (name: string) => `Remove ${name}?`,
    removeBody: 'They lose their membership at once, on all their devices. They are told the reason.',
    reason: 'Reason',
    removedToast: (name: string) => `${name} is no longer a member`,
    joinedOn: (date: string) => `Joined ${date}`,
    newForum: 'New forum',
    forumName: 'Name',
    forumDescription: 'What belongs there',
    forums: 'Forums',
    allForums: 'All topics',
    forumCreated: (name: string) => `The forum “${name}” is open`,
  },

  activity: {
    title: 'Happening now',
    empty: 'Quiet so far. New topics, new members and rank-ups show up here as they happen.',
    joined: (name: string) => `${name} joined`,
    rankUp: (name: string, rank: string) => `${name} is now ${article(rank)} ${rank}`,
    topic: (name: string) => `${name} started`,
    lead: (name: string) => `${name} now leads the group`,
    forum: (name: string) => `New forum: ${name}`,
  },

  topics: {
    title: 'Topics',
    create: 'New topic',
    createTitle: 'Start a topic',
    topicTitle: 'Title',
    titleHint: 'Say in one line what it is about',
    forum: 'Forum',
    body: 'Text',
    publish: 'Publish topic',
    empty: 'Nobody has said anything yet.',
    emptyMember: 'Start the first topic: ask something, or introduce yourself.',
    emptyVisitor: 'Join the group and start the first topic.',
    posts: (n: number) => plural(n, 'post', 'posts'),
    startedBy: (name: string) => `by ${name}`,
    unread: (n: number) => `${count(n)} new`,
    fresh: 'New',
    unreadLabel: (n: number) => `${plural(n, 'unread post', 'unread posts')}`,
    joinToPost: 'Join the group to start topics and reply.',
  },

  posts: {
    position: (n: number, total: number) => `${count(n)} of ${count(total)}`,
    permalink: (n: number) => `Link to post ${count(n)}`,
    label: (n: number, author: string) => `Post ${count(n)} by ${author}`,
    jumpFirst: 'To the first post',
    jumpLast: 'To the latest post',
    jumpUnread: 'To the first unread post',
    firstUnread: 'New since your last visit',
    pill: (n: number) => plural(n, 'new post', 'new posts'),
    reply: 'Reply',
    replyTo: (n: number, author: string) => `In reply to ${author}, post ${count(n)}`,
    inReplyTo: (n: number) => `in reply to ${count(n)}`,
    quote: 'Quote',
    edit: 'Edit',
    edited: 'edited',
    revisions: 'Earlier versions',
    revisionAt: (date: string) => `Until ${date}`,
    current: 'Now',
    remove: 'Delete',
    removeTitle: 'Delete this post?',
    removeBody: 'Its text disappears for everyone. Its number stays, marked as deleted.',
    removedBy: {
      author: 'The author deleted this post.',
      leader: 'A group leader removed this post.',
      moderator: 'A moderator removed this post.',
    },
    copyLink: 'Copy link',
    copied: 'Link copied',
    options: (n: number) => `Options for post ${count(n)}`,
    give: 'Give kudos',
    withdraw: 'Withdraw your kudos',
    kudos: (n: number) => `${count(n)} kudos`,
    sending: 'Sending…',
    failed: 'Not sent',
    retry: 'Try again',
    discard: 'Discard',
    send: 'Send reply',
    sendHint: 'Ctrl + Enter sends',
    write: 'Write',
    preview: 'Preview',
    previewEmpty: 'Nothing to preview yet.',
    placeholder: 'Write a reply. Markdown works.',
    bodyPlaceholder: 'What is it about? Markdown works.',
    closeComposer: 'Close, keep the draft',
    draft: 'Go on with your draft',
    confidential: 'Please share nothing confidential, neither yours nor your clients’.',
    image: (alt: string) => `Image: ${alt || 'untitled'}`,
    toolbar: { bold: 'Bold', italic: 'Italic', quote: 'Quote', code: 'Code', link: 'Link', list: 'List' },
    topicOptions: 'Topic options',
  },

  presence: {
    here: (n: number) => `${plural(n, 'other member is', 'other members are')} here`,
    title: 'Here now',
    more: (n: number) => `+${count(n)}`,
    andMore: (n: number) => `and ${count(n)} more`,
    /** At most two names; beyond that only that there are several. */
    typing: ([first, second, third]: string[]) => {
      if (third !== undefined) return 'Several people are typing…';
      return second === undefined ? `${first} is typing…` : `${first} and ${second} are typing…`;
    },
  },

  accounts: {
    memberSince: (date: string) => `Member since ${date}`,
    staff: 'Staff',
    moderator: 'Moderator',
    leader: 'Group leader',
    member: 'Member',
    settings: 'Settings',
    you: 'How others see you',
    displayName: 'Display name',
    sessions: 'Where you are signed in',
    sessionsHint: 'End any you do not recognise. It takes effect at once.',
    thisSession: 'This one',
    lastUsed: 'Last used',
    endSession: 'End session',
    endSessionOf: (where: string) => `End session: ${where}`,
    sessionEnded: 'The session has ended',
    appearance: 'Appearance',
    roleOf: 'Role',
    role: 'Role on this site',
    roleHint: 'Staff may do everything; moderators may remove posts in every group.',
    roleChanged: (name: string, role: string) => `${name} is now ${role}`,
    itsYou: 'This is how others see you.',
    unknownPlace: 'Unknown browser',
  },
} as const;
