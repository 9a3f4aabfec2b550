import type { Actor } from '../../../shared/accounts.ts';
import { actorOf, membersById } from '../../accounts/account.ts';
import { type ObjectId, toId } from '../../db/id.ts';
import { batched } from '../../lib/batch.ts';
import { found } from '../../lib/errors.ts';
import { TopicModel } from '../../topics/topic.ts';

// A storm of clients comes back to the same few topics, and each says so.

/** The group a topic is in. @throws AppError not_found */
export const groupOf = async (topicId: string): Promise<ObjectId> => found(await group(topicId));

/** An account as it is named to others. @throws AppError not_found */
export const actorById = async (accountId: string): Promise<Actor> => found(await actor(accountId));

const group = batched(async (ids: string[]) => {
  const topics = await TopicModel.find({ _id: { $in: ids.map(toId) } }, { group: 1 }).lean();
  return new Map(topics.map((topic): [string, ObjectId] => [topic._id.toString(), topic.group]));
});

const actor = batched(async (ids: string[]) => {
  const members = await membersById(ids.map(toId));
  return new Map([...members].map(([id, member]): [string, Actor] => [id, actorOf(member)]));
});
