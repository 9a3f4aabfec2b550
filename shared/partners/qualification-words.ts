import type { BaseRule, QualificationLine } from './qualification.ts';

/** A line of what it takes as it is told to people: what holds, what does not and why, in one sentence without its full stop. */
export function wordsOf(line: QualificationLine): string {
  if (line.state === 'waived') return `${nameOf(line)}: not asked of those who newly joined by a partner’s invitation`;
  return line.rule === 'own' ? wordsOfOwn(line) : WORDS[line.rule][line.state](line);
}

type Words = Record<'holds' | 'fails' | 'missing', (line: QualificationLine) => string>;

const WORDS: Record<BaseRule, Words> = {
  status: {
    holds: () => 'The account is active',
    fails: () => 'The account is suspended',
    missing: () => 'Whether the account is active is not known yet',
  },
  jss: {
    holds: ({ has, needs }) => `The Job Success Score is ${has} %, and at least ${needs} % is needed`,
    fails: ({ has, needs }) => `The Job Success Score is ${has} %, but at least ${needs} % is needed`,
    missing: ({ needs }) => `No Job Success Score is known yet, and at least ${needs} % is needed`,
  },
  complete: {
    holds: ({ has, needs }) => `The profile is ${has} % complete, and ${needs} % is needed`,
    fails: ({ has, needs }) => `The profile is ${has} % complete, but ${needs} % is needed`,
    missing: ({ needs }) => `How much of the profile is complete is not known yet, and ${needs} % is needed`,
  },
  public: {
    holds: () => 'The profile is public',
    fails: () => 'The profile is private, but it has to be public',
    missing: () => 'Whether the profile is public is not known yet',
  },
  english: {
    holds: ({ has }) => `English is ${has}`,
    fails: ({ has }) => `English is ${has}, but it has to be fluent`,
    missing: () => 'How well they know English is not known yet',
  },
};

function wordsOfOwn({ state, title, has }: QualificationLine): string {
  if (state === 'holds') return `${title}: met`;
  if (state === 'missing') return `${title}: not looked at yet`;
  return has === null
    ? `${title}: not met`
    : `${title}: was met until ${String(has).slice(0, 10)}, and has to be shown again`;
}

const nameOf = ({ rule, title }: QualificationLine): string => (rule === 'own' ? `${title}` : NAMES[rule]);

const NAMES: Record<BaseRule, string> = {
  status: 'An active account',
  jss: 'Job Success Score',
  complete: 'A complete profile',
  public: 'A public profile',
  english: 'Fluent English',
};
