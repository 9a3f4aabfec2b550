import type { ObjectId } from '../db/id.ts';
import { SubscriptionModel } from './subscription.ts';

/**
 * Lets what was chosen about a topic and its posts go with them to another group, in the transaction at hand: there it counts for those
 * who may follow what goes on, and for others again once the topic is back.
 */
export async function follow(topic: ObjectId, posts: ObjectId[], group: ObjectId): Promise<void> {
  const targets = { target: { $in: [topic, ...posts] }, type: { $in: ['topic' as const, 'post' as const] } };
  await SubscriptionModel.updateMany(targets, { $set: { group } });
}
