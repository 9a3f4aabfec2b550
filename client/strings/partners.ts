import type { Badge } from '../../shared/partners/experts.ts';
import type { StepKind } from '../../shared/partners/process.ts';

const count = (n: number) => n.toLocaleString('en');
const experts = (n: number) => (n === 1 ? '1 expert' : `${count(n)} experts`);

const KINDS: Record<StepKind, string> = {
  certification: 'Certificate',
  training: 'Training',
  experience: 'Hands-on experience',
  portfolio: 'Portfolio',
  review: 'Review',
  question: 'Question',
};

const STATES: Record<Badge['state'], string> = { valid: 'Valid', suspended: 'Suspended', revoked: 'Revoked' };

/** What each state means for whoever asks about someone's badge. */
const MEANING: Record<Badge['state'], (name: string, partner: string) => string> = {
  valid: (name, partner) => `${name} is an expert of ${partner} and meets all it asks for.`,
  suspended: (name, partner) =>
    `${name} was selected by ${partner}, but does not meet a qualification at the moment. The badge is not valid until they do again.`,
  revoked: (name, partner) => `${name} is no longer an expert of ${partner}.`,
};

/** The partners of the expert program, their experts and badges, as everyone sees them. */
export const partnersStrings = {
  title: 'Partners',
  lead: 'Organisations that vouch for freelancers who know what they make. Each selects its own experts.',
  experts,
  none: 'There are no partners yet.',
  noneHint: 'They show up here as they join the program.',

  website: 'Website',
  websiteOf: (name: string) => `Website of ${name}, in a new tab`,
  manage: 'Manage',
  about: (name: string) => `About ${name}`,
  archived: (date: string) => `Takes no new experts since ${date}.`,

  process: 'What it takes to be an expert',
  invited: 'One applies by invitation. All experts meet and keep meeting this:',
  everyone: (jss: number) => [
    'an active account on the marketplace',
    `a Job Success Score of ${jss}\u00a0% or more`,
    'a public profile that is complete to 100\u00a0% (90\u00a0% if it came from Elance)',
    'fluent or native English',
  ],
  newcomers: 'Whoever newly joins by the partner’s invitation needs a public, complete profile at first.',
  steps: (name: string) => `And what ${name} asks for`,
  noSteps: (name: string) => `${name} asks for nothing beyond that.`,
  kind: (kind: StepKind) => KINDS[kind],
  optional: 'Optional',
  good: (months: number) => (months === 1 ? 'Good for a month' : `Good for ${months} months`),
  noGuarantee: 'Meeting all of it does not guarantee to be selected.',

  featured: 'Featured experts',
  featuredHint: 'Changes from time to time, so that everyone has their turn.',
  directory: 'All experts',
  search: 'Find an expert by name',
  empty: 'Nobody is listed yet.',
  emptyHint: (name: string) => `Whoever ${name} selects appears here.`,
  noMatch: (q: string) => `Nobody’s name begins with “${q}”.`,
  found: (n: number, more: boolean) => (more ? `More than ${count(n)} found` : `${count(n)} found`),
  since: (date: string) => `Expert since ${date}`,
  badgeOf: (name: string) => `Badge of ${name}`,
  verify: 'Verify badge',

  badges: 'Expert badges',
  expertOf: (partner: string) => `Expert · ${partner}`,

  badge: {
    title: 'Badge',
    of: (name: string, partner: string) => `${name}, expert of ${partner}`,
    state: (state: Badge['state']) => STATES[state],
    meaning: (state: Badge['state'], name: string, partner: string) => MEANING[state](name, partner),
    holder: 'Expert',
    partner: 'Given by',
    since: 'Since',
    until: 'Revoked on',
    checked: 'Last judged',
    proof: 'For programs',
    proofHint:
      'This token says the same, signed, and is good for ten minutes. What counts is this page: a badge that is suspended or revoked shows it here at once.',
    token: 'Token',
    copy: 'Copy token',
    copied: 'Token copied',
    keys: 'Published keys',
    how: [
      'Check the signature (ES256) with the published keys.',
      'Check that the token has not run out, and that it names this badge.',
      'Or send it to POST /api/v1/badges/verify, which says what is true now.',
    ],
    noProof: 'There is no token while the badge is not valid.',
    missing: 'There is no such badge',
    missingHint: 'Whoever showed you this address has no badge here. Check that it is complete.',
    toPartner: (name: string) => `Go to ${name}`,
  },
};
