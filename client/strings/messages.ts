import type { InvitationState } from '../../shared/joining.ts';

const count = (n: number) => n.toLocaleString('en');
const plural = (n: number, one: string, many: string) => `${count(n)} ${n === 1 ? one : many}`;

const STATES: Record<InvitationState, string> = {
  pending: 'Waiting for an answer',
  accepted: 'Accepted',
  declined: 'Declined',
  revoked: 'Withdrawn by the group',
  expired: 'Expired',
};

/** Private messages. */
export const messagesStrings = {
  title: 'Messages',
  nav: (unread: string) => (unread ? `Messages, ${unread} unread` : 'Messages, none unread'),
  list: 'Conversations',
  create: 'New message',
  back: 'All conversations',
  empty: 'No messages yet.',
  emptyHint: 'Write to someone from their profile, or by their name.',
  choose: 'Choose a conversation, or begin one.',
  with: (name: string) => `Conversation with ${name}`,
  unread: (n: number) => plural(n, 'unread message', 'unread messages'),
  you: (text: string) => `You: ${text}`,
  invited: (group: string) => `Invitation to ${group}`,
  to: 'To',
  toHint: 'Their username',
  unknown: (name: string) => `There is nobody called ${name}.`,
  yourself: 'You cannot write to yourself.',
  write: 'Message',
  placeholder: 'Write a message',
  send: 'Send',
  sending: 'Sending…',
  failed: 'Not sent',
  retry: 'Try again',
  discard: 'Discard',
  seen: 'Seen',
  sent: 'Sent',
  earlier: 'Earlier messages',
  begun: (name: string) => `This is where your conversation with ${name} begins.`,
  arrived: (name: string, text: string) => `${name}: ${text}`,
  today: 'Today',
  yesterday: 'Yesterday',
  latest: 'To the latest message',
  options: 'Options of the conversation',
  messageOptions: (name: string) => `Options for the message by ${name}`,
  profile: 'See profile',
  blockedYou: (name: string) => `You have blocked ${name} and hear nothing more from them.`,

  invitation: {
    title: (group: string) => `Invitation to join ${group}`,
    from: (name: string, group: string) => `${name} invites you to join ${group}.`,
    byYou: (name: string, group: string) => `You have invited ${name} to ${group}.`,
    accept: 'Accept',
    decline: 'Decline',
    revoke: 'Withdraw',
    until: (moment: string) => `Good until ${moment}`,
    state: (state: InvitationState) => STATES[state],
    open: (group: string) => `Open ${group}`,
    joined: (group: string) => `You are now a member of ${group}`,
  },

  block: 'Block',
  blockName: (name: string) => `Block ${name}`,
  unblock: 'Unblock',
  unblockName: (name: string) => `Unblock ${name}`,
  blockBody:
    'They can no longer write to you or invite you, and their mentions of you are not told. They are not told of this.',
  blocked: (name: string) => `${name} is blocked`,
  unblocked: (name: string) => `${name} can write to you again`,
  blocks: 'Blocked members',
  blocksHint: 'They cannot write to you or invite you to groups.',
  noBlocks: 'You have blocked nobody.',

  report: 'Report message',
  reportTitle: 'Report this message?',
  reportBody: 'Staff see this message and a few before it, and why you report it. Nobody else learns of it.',
  reportReason: 'What is wrong with it?',
  reported: 'Thank you. Staff will look at it.',

  writeTo: 'Write a message',

  reports: {
    title: 'Reported messages',
    lead: 'Private messages that a member has reported, with the few before them. The oldest first.',
    list: 'Reports',
    empty: 'No reports are open.',
    emptyHint: 'New ones show up here as they come in.',
    emptyHandled: 'No report has been handled yet.',
    which: 'Which reports',
    open: 'Open',
    handled: 'Handled',
    by: (reporter: string) => `Reported by ${reporter}`,
    handle: 'Mark as handled',
    handledBy: (name: string) => `Handled by ${name}`,
    decided: 'Someone else has handled this report already.',
    reason: 'Reason given',
    theMessage: 'The message reported',
  },

  staff: 'Staff',
};
