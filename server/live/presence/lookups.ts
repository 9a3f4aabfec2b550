import { type AccountRecord, accountTogether } from '../../accounts/account.ts';
import type { ObjectId } from '../../db/id.ts';
import { found } from '../../lib/errors.ts';
import { groupOfTopicNow } from '../../topics/topic.ts';

// A storm of clients comes back to the same few topics, and each says so: both are looked up for many together.

/** The group a topic is in. @throws AppError not_found */
export const groupOf = async (topicId: string): Promise<ObjectId> => found(await groupOfTopicNow(topicId));

/** @throws AppError not_found */
export const accountById = async (accountId: string): Promise<AccountRecord> => found(await accountTogether(accountId));
