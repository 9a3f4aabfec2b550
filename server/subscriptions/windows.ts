import type { Channel } from '../../shared/notices/channels.ts';
import { isMuted } from '../../shared/notices/choices.ts';
import type { Addressee } from '../../shared/notices/notice-of.ts';
import { accountStream, leadersStream } from '../../shared/streams.ts';
import type { Rule } from '../../shared/subscriptions.ts';
import { parseSubscriptionId } from '../../shared/subscriptions.ts';

/** A channel, and from when until when notices may come out of it: `until` null where they still do. */
export type Window = { channel: Channel; from: Date; until: Date | null };

/** The channels a member's notices come out of. More comes out of them than is told: that is decided event by event. */
export function windowsOf({ id, rules, groups }: Addressee): Window[] {
  const byThing = new Map<string, Rule[]>();
  for (const rule of rules) byThing.set(rule.id, [...(byThing.get(rule.id) ?? []), rule]);
  const windows: Window[] = [{ channel: accountStream(id), from: new Date(0), until: null }];
  for (const { id: groupId, memberSince, leadsSince } of groups) {
    if (leadsSince) windows.push({ channel: leadersStream(groupId), from: new Date(leadsSince), until: null });
    const channel = `group:${groupId}`;
    if (memberSince && !byThing.has(channel)) windows.push({ channel, from: new Date(memberSince), until: null });
  }
  for (const [channel, own] of byThing) {
    const window = windowOf(channel, own, inheritedSince(channel, groups));
    if (window) windows.push(window);
  }
  return windows;
}

function inheritedSince(channel: Channel, groups: Addressee['groups']): string | null {
  const { type, id } = parseSubscriptionId(channel);
  return type === 'group' ? (groups.find((group) => group.id === id)?.memberSince ?? null) : null;
}

/** From when something was first told until the last choice, if that made it quiet. @param rules in the order of time. */
function windowOf(channel: Channel, rules: Rule[], inherited: string | null): Window | null {
  const told = rules.find(({ level }) => level === 'on')?.since;
  const starts = [inherited, told].filter((since) => since != null).sort();
  if (!starts[0]) return null;
  const last = rules.at(-1)!;
  const on = last.level === 'on' || (last.level === null && inherited !== null);
  const quiet = !on || isMuted(last, new Date().toISOString());
  return { channel, from: new Date(starts[0]), until: quiet ? new Date(last.since) : null };
}
