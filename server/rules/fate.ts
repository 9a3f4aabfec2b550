import type { Role } from '../../shared/accounts.ts';
import type { Rule, RuleAction } from '../../shared/rules.ts';
import type { GroupRecord } from '../groups/group.ts';
import type { TieRecord } from '../groups/membership.ts';
import { say, type Tie } from '../groups/policy.ts';
import { AppError } from '../lib/errors.ts';
import { type Matcher, rulesMet, type Writing } from './match.ts';

/** Why a post is held: `note` for those who decide about it, `why` for its author. */
export type Hold = { note: string; why: string };

/** What becomes of a post that is not refused. `flags`: the names of the rules that report it. */
export type Fate = { hold: Hold | null; flags: string[] };

/** Who writes where. */
type Writer = {
  role: Role;
  tie: (NonNullable<Tie> & Partial<Pick<TieRecord, 'joinedAt' | 'approvals'>>) | null | undefined;
};

const POSTED: Fate = { hold: null, flags: [] };
const WAITS = 'Posts like this wait here until someone who leads the group has looked at them.';
const FIRST = 'The first posts of new members wait here until someone who leads the group has looked at them.';

/**
 * What becomes of a new post by a group's rules; nothing is asked of those who moderate. The strictest answer counts.
 * @throws AppError rule_refused, with what the rule says
 */
export function fateOf(
  { role, tie }: Writer,
  group: Pick<GroupRecord, 'rules'>,
  matchers: Matcher[],
  text: Writing,
): Fate {
  if (say(role, tie) > 0) return POSTED;
  const met = matchers.length > 0 ? strictest(matchers, text) : null;
  if (met?.action === 'refuse') refuse(met.rules[0]!);
  if (met?.action === 'hold') return { hold: holdBy(met.rules[0]!), flags: [] };
  if (isNew(group, tie)) return { hold: { note: 'Pre-approval', why: FIRST }, flags: [] };
  return met ? { hold: null, flags: namesOf(met.rules) } : POSTED;
}

/**
 * What becomes of a post that says something else from now on: it is posted already, so it is never held.
 * @returns the names of the rules that report it. @throws AppError rule_refused, also by rules that hold posts
 */
export function flagsOnEdit({ role, tie }: Writer, matchers: Matcher[], text: Writing): string[] {
  if (say(role, tie) > 0 || matchers.length === 0) return [];
  const met = strictest(matchers, text);
  if (met && met.action !== 'flag') refuse(met.rules[0]!);
  return met ? namesOf(met.rules) : [];
}

/** Whether a post can come to be held in a group. */
export const canHold = ({ rules }: Pick<GroupRecord, 'rules'>, matchers: Matcher[]): boolean =>
  (rules?.preapprove ?? 0) > 0 || matchers.some((matcher) => matcher.rules.some(({ action }) => action === 'hold'));

/** Who joined after pre-approval was switched on, and has not had as many posts approved as it takes. */
function isNew({ rules }: Pick<GroupRecord, 'rules'>, tie: Writer['tie']): boolean {
  if (!rules?.since || !tie?.joinedAt) return false;
  return tie.joinedAt >= rules.since && (tie.approvals ?? 0) < rules.preapprove;
}

function strictest(matchers: Matcher[], text: Writing): { action: RuleAction; rules: Rule[] } | null {
  const met = matchers.flatMap((matcher) => rulesMet(matcher, text).map((place) => matcher.rules[place]!));
  for (const action of ['refuse', 'hold', 'flag'] as const) {
    const rules = met.filter((rule) => rule.action === action);
    if (rules.length > 0) return { action, rules };
  }
  return null;
}

function refuse({ message }: Rule): never {
  throw new AppError('rule_refused', message);
}

const holdBy = ({ name, message = WAITS }: Rule): Hold => ({ note: name, why: message });

const namesOf = (rules: Rule[]): string[] => [...new Set(rules.map(({ name }) => name))];
