import type { Actor } from '../../shared/accounts.ts';
import { mentionedIn } from '../../shared/mentions.ts';
import { accountStream } from '../../shared/streams.ts';
import type { Post, Topic } from '../../shared/topics.ts';
import { AccountModel, type AccountRecord } from '../accounts/account.ts';
import { blocksBetween } from '../accounts/block.ts';
import { isUsable } from '../accounts/suspension.ts';
import type { ObjectId } from '../db/id.ts';
import { append } from '../events/write.ts';
import { type GroupRecord, presentGroupRef } from '../groups/group.ts';
import { type Ties, tieIn, tiesBetween } from '../groups/membership.ts';
import { canWatch } from '../groups/policy.ts';

/** A text that may name people, with who wrote it and where. */
export type Text = { author: ObjectId; group: GroupRecord; body: string };

/** The accounts some texts name, and what decides about each. */
export type Names = { accounts: Map<string, AccountRecord>; ties: Ties; blocks: Set<string> };

const NOBODY: Names = { accounts: new Map(), ties: new Map(), blocks: new Set() };

/** Reads what is needed to tell whom these texts name: nothing where there is no @, else three queries for all of them. */
export async function namesIn(texts: Text[]): Promise<Names> {
  const names = [...new Set(texts.flatMap(({ body }) => mentionedIn(body)))];
  if (names.length === 0) return NOBODY;
  const accounts = (await AccountModel.find({ usernameKey: { $in: names } }).lean()).filter((one) => isUsable(one));
  if (accounts.length === 0) return NOBODY;
  const ids = accounts.map(({ _id }) => _id);
  const groups = [...new Map(texts.map(({ group }) => [group._id.toString(), group._id])).values()];
  const ties = await tiesBetween(groups, ids);
  const blocks = await blocksBetween(
    ids,
    texts.map(({ author }) => author),
  );
  return { accounts: new Map(accounts.map((account) => [account.usernameKey, account])), ties, blocks };
}

/** Whom a text names that may hear of it live: not its author, and nobody who blocks them. */
export function mentionsOf({ author, group, body }: Text, { accounts, ties, blocks }: Names): string[] {
  if (accounts.size === 0) return [];
  return mentionedIn(body)
    .flatMap((name) => accounts.get(name) ?? [])
    .filter((account) => !account._id.equals(author) && canWatch(account, group, tieIn(ties, group._id, account._id)))
    .map(({ _id }) => _id.toString())
    .filter((id) => !blocks.has(`${id} ${author}`));
}

/** Tells those who are named in a post, in the transaction at hand. */
export function tellMentioned(actor: Actor, group: GroupRecord, topic: Topic, post: Post, mentions: string[]): void {
  const place = {
    group: presentGroupRef(group),
    topicId: topic.id,
    title: topic.title,
    postId: post.id,
    number: post.number,
  };
  for (const id of mentions) append(accountStream(id), 'mentioned', actor, place);
}
