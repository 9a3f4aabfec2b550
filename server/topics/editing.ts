import { type AccountRecord, presentActor } from '../accounts/account.ts';
import type { Inside } from '../groups/readable.ts';
import { flagsOnEdit } from '../rules/fate.ts';
import { matchersFor } from '../rules/ruleset.ts';
import { flag } from './held-keeping.ts';
import type { PostRecord } from './post.ts';
import { topicById } from './topic.ts';

// What rules say of edits, in the transaction at hand. A post that is there cannot wait: what would be held is refused.

/** @returns the names of the rules that report what a post is to say. @throws AppError rule_refused */
export async function flagsOfEdit(
  { role }: AccountRecord,
  { group, tie }: Inside,
  post: PostRecord,
  body: string,
): Promise<string[]> {
  const matchers = await matchersFor(group);
  if (matchers.length === 0) return [];
  const title = post.number === 1 ? (await topicById(post.topic)).title : '';
  return flagsOnEdit({ role, tie }, matchers, { title, body });
}

/** Reports a post as it is after an edit. */
export async function flagEdit(viewer: AccountRecord, post: PostRecord, flags: string[]): Promise<void> {
  if (flags.length === 0) return;
  await flag(presentActor(viewer), post, (await topicById(post.topic)).title, flags);
}
