import type { NoticeReason } from '../notices.ts';
import { type Rule, type SubscriptionType, subscriptionId } from '../subscriptions.ts';

/** A thing an event may be told through. `decides`: whether a subscription to it does, or only a mute of it. */
export type Level = { type: SubscriptionType; id: string; decides: boolean };

/** What was decided: that it is told, by which subscription, or that it is not; null where nothing was chosen. */
export type Choice = { told: true; reason: NoticeReason; stop: string } | { told: false } | null;

/**
 * What the member's own choices say of something that happened at a moment: the most specific choice that was in force
 * decides, be it for or against. `levels` begin with the most specific.
 */
export function chosen(rules: Rule[], levels: Level[], at: string): Choice {
  for (const { type, id, decides } of levels) {
    const stop = subscriptionId(type, id);
    const rule = byThing(rules)
      .get(stop)
      ?.find((one) => holds(one, at));
    if (!rule) continue;
    if (isMuted(rule, at)) return { told: false };
    if (decides && rule.level) return rule.level === 'on' ? { told: true, reason: type, stop } : { told: false };
  }
  return null;
}

/** A member's rules are asked about again and again, and there may be many. */
const sorted = new WeakMap<Rule[], Map<string, Rule[]>>();

function byThing(rules: Rule[]): Map<string, Rule[]> {
  const known = sorted.get(rules);
  if (known) return known;
  const things = new Map<string, Rule[]>();
  for (const rule of rules) things.set(rule.id, [...(things.get(rule.id) ?? []), rule]);
  sorted.set(rules, things);
  return things;
}

/** Whether a choice was in force at a moment. */
const holds = ({ since, ended }: Rule, at: string): boolean => since <= at && (ended === null || at < ended);

/** Whether a choice keeps a thing quiet at a moment, given that it is in force. */
export const isMuted = ({ mute }: Pick<Rule, 'mute'>, at: string): boolean =>
  mute !== null && (mute.until === null || at < mute.until);

/** How many choices about one thing are remembered: what happened under an older one is judged as if there was none. */
export const REMEMBERED = 6;

/** The rules with a new choice, which ends the one before it about the same thing. In the order of their names and times. */
export function withChoice(rules: Rule[], choice: Omit<Rule, 'ended'>): Rule[] {
  const others = rules.filter(({ id }) => id !== choice.id);
  const earlier = rules.filter(({ id, since }) => id === choice.id && since < choice.since);
  const closed = earlier.map((rule) => ({ ...rule, ended: rule.ended ?? choice.since }));
  return [...others, ...[...closed, { ...choice, ended: null }].slice(-REMEMBERED)].sort(byNameAndTime);
}

export const byNameAndTime = (a: Rule, b: Rule): number => compare(a.id, b.id) || compare(a.since, b.since);

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
