import { isMuted, withChoice } from '../../shared/notices/choices.ts';
import type { Inbox } from '../../shared/notices.ts';
import type { Mute, Rule, SubscriptionChoice } from '../../shared/subscriptions.ts';

/**
 * How a member stands with a thing. `inherited`: told as a member of the group; `implied`: nothing chosen, but they are
 * told of answers to them; `mute`: one that still holds.
 */
export type Standing = { level: 'on' | 'inherited' | 'implied' | 'off'; mute: Mute | null };

/** @param now milliseconds. @param implied whether it is the viewer's own topic or post. */
export function standingOf(
  inbox: Pick<Inbox, 'rules' | 'groups'>,
  id: string,
  implied: boolean,
  now: number,
): Standing {
  const rule = ruleOf(inbox.rules, id);
  const mute = rule && isMuted(rule, new Date(now).toISOString()) ? rule.mute : null;
  if (rule?.level) return { level: rule.level, mute };
  const member = inbox.groups.some((group) => `group:${group.id}` === id && group.memberSince !== null);
  return { level: member ? 'inherited' : implied ? 'implied' : 'off', mute };
}

/** What is chosen about a thing now. */
export const ruleOf = (rules: Rule[], id: string): Rule | undefined =>
  rules.find((rule) => rule.id === id && rule.ended === null);

/** The inbox with one thing chosen anew: what the server will say, as far as we can know. */
export function chosenIn(inbox: Inbox, id: string, groupId: string, { level, mute }: SubscriptionChoice): Inbox {
  const old = ruleOf(inbox.rules, id);
  const choice = {
    id,
    groupId,
    level: level ?? old?.level ?? null,
    mute: mute === undefined ? (old?.mute ?? null) : mute,
    since: new Date().toISOString(),
  };
  return { ...inbox, rules: withChoice(inbox.rules, choice) };
}
