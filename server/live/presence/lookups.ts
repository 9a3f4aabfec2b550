import { type AccountRecord, accountTogether } from '../../accounts/account.ts';
import { found } from '../../lib/errors.ts';
import { type TopicState, topicNow } from '../../topics/topic.ts';

// A storm of clients comes back to the same few topics, and each says so: both are looked up for many together.

/** A topic as it is now. @throws AppError not_found */
export const topicById = async (topicId: string): Promise<TopicState> => found(await topicNow(topicId));

/** @throws AppError not_found */
export const accountById = async (accountId: string): Promise<AccountRecord> => found(await accountTogether(accountId));
