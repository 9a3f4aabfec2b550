import { isMuted } from '../../shared/notices/choices.ts';
import type { Subscription, SubscriptionType } from '../../shared/subscriptions.ts';

export type Filter = { type: SubscriptionType | null; text: string };

/** What a member's list shows: what they are told of, or have muted; not what they chose not to hear of. */
export function isListed({ level, mute }: Subscription, now: number): boolean {
  return level === 'on' || (level === null && isMuted({ mute }, new Date(now).toISOString()));
}

/** Those of a kind with a word in their name or their group's. */
export function matching(subscriptions: Subscription[], { type, text }: Filter): Subscription[] {
  const wanted = text.trim().toLocaleLowerCase();
  return subscriptions.filter(
    (subscription) =>
      (type === null || subscription.type === type) &&
      [subscription.name, subscription.group.name].some((name) => name.toLocaleLowerCase().includes(wanted)),
  );
}
