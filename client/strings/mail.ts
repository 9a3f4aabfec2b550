import type { MailKind, MailState, MailTopic } from '../../shared/mail.ts';

const TOPICS: Record<MailTopic, string> = {
  invitations: 'invitations to groups',
  decisions: 'what was decided about your requests',
  digest: 'the daily digest',
};

const KINDS: Record<MailKind, string> = {
  invitation: 'Invitation',
  decision: 'Decision',
  lead: 'Group to lead',
  selected: 'Selected as an expert',
  expert: 'About a badge as an expert',
  digest: 'Digest',
};

const STATES: Record<MailState, string> = { waiting: 'Waiting', sent: 'Sent', failed: 'Failed', kept: 'Not sent' };

/** Mail preferences, unsubscribing, the outbox. */
export const mailStrings = {
  preferences: 'E-mail',
  hint: (address: string) => `What we write to ${address} about. All of it is told here, too.`,
  invitations: 'Invitations to groups',
  decisions: 'Decisions on requests to join, on groups you offered to lead, and when a partner selects you',
  digest: 'A digest of what is new, once a day',
  digestHint: 'Only on days when there is something to tell.',

  unsubscribe: 'E-mails from Guildhall',
  on: (topic: MailTopic) => `You get e-mails about ${TOPICS[topic]}.`,
  off: (topic: MailTopic) => `You get no more e-mails about ${TOPICS[topic]}.`,
  stop: 'Stop these e-mails',
  resume: 'Get them again',
  all: 'All that we write about can be chosen in your settings.',
  toSettings: 'To the settings',

  outbox: 'Outbox',
  outboxLead: 'E-mails of the last 30 days and what became of them.',
  keptHint: 'No mail server is set (SMTP_URL): these e-mails were kept here instead.',
  anyState: 'All',
  state: (state: MailState) => STATES[state],
  states: 'Which e-mails',
  kind: (kind: MailKind) => KINDS[kind],
  to: (address: string) => `To ${address}`,
  empty: 'No e-mails here',
  list: 'E-mails',
  attempts: (n: number) => (n === 1 ? 'tried once' : `tried ${n} times`),
  written: (date: string) => `Written ${date}`,
  sentAt: (date: string) => `Sent ${date}`,
  nextAt: (date: string) => `Next try ${date}`,
  error: 'The mail server said',
  text: 'Text',
} as const;
