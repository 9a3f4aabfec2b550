import type { NewLeadApplication } from '../../shared/leads.ts';

// What passes between members of the demo, beside what they say in groups.

export type DemoRequest = { by: string; group: string; message: string; denied?: { by: string; reason: string } };

export const REQUESTS: DemoRequest[] = [
  {
    by: 'jonas',
    group: 'partner-pilots',
    message: 'New here and curious. Could I have a look around?',
    denied: {
      by: 'chen',
      reason:
        'We keep this small: come back after your first project with a partner. Mentoring newcomers is a good start.',
    },
  },
  {
    by: 'hana',
    group: 'partner-pilots',
    message: 'I illustrated two onboarding flows for a partner this spring and would like to try the new review tool.',
  },
];

export const INVITATIONS = [
  {
    by: 'chen',
    to: 'lucia',
    group: 'partner-pilots',
    message: 'You asked the best questions in the last test. Would you like to join us?',
  },
];

/** Who writes to whom: the first begins, and each line says who wrote it. The first `read` lines are read by the other, too. */
export type DemoConversation = { between: [string, string]; lines: [by: string, body: string][]; read: number };

export const CONVERSATIONS: DemoConversation[] = [
  {
    between: ['chen', 'emeka'],
    lines: [
      ['chen', 'Your queue post saved me a weekend. Do you still have the diagram?'],
      ['emeka', 'Somewhere. Give me until tonight.'],
      ['emeka', 'Found it: the retry loop is the box with the coffee stain.'],
      ['chen', 'Perfect, stain included. Thank you!'],
    ],
    read: 4,
  },
  {
    between: ['dana', 'lucia'],
    lines: [
      ['dana', 'Welcome, Lucía! If you want a second pair of eyes on your first profile text, send it over.'],
      ['lucia', 'That would be wonderful. It is short: “Writes. Rewrites. Stops in time.”'],
      ['dana', 'I would hire you for the last two words. Keep it.'],
      ['dana', 'One thought: say which languages, in the very first line.'],
    ],
    read: 3,
  },
  {
    between: ['farah', 'ana'],
    lines: [
      ['farah', 'Could the holidays thread get a summary? It is long and good.'],
      ['ana', 'I will pin one down this week. Want to write it with me?'],
      ['farah', 'Yes! Thursday?'],
    ],
    read: 2,
  },
];

export const APPLICATIONS: { by: string; application: NewLeadApplication }[] = [
  {
    by: 'kiran',
    application: {
      name: 'Night owls',
      category: 'Identity',
      access: 'open',
      description: 'For those whose best hours begin when the street goes quiet.',
      motivation:
        'Many of us work across time zones, and half of the day nobody here is awake to ask. I would open a weekly thread at midnight UTC, and keep it kind.',
    },
  },
];

/** Whom topics, groups and forums are on or off for, beside what follows from being a member. */
export type DemoChoice = { by: string; mute?: true } & ({ topic: string } | { group: string });

export const CHOICES: DemoChoice[] = [
  { by: 'ana', topic: 'Rates for subtitling: per minute or per word?' },
  { by: 'ana', topic: 'A map of every public drinking fountain' },
  { by: 'ana', group: 'web-developers', mute: true },
  { by: 'ben', topic: 'Low light, dry air, much neglect: what lives?' },
  { by: 'lucia', topic: 'How do you keep a log gap-free with several writers?' },
];
