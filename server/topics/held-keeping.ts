import type { Actor } from '../../shared/accounts.ts';
import { accountStream } from '../../shared/streams.ts';
import type { Draft } from '../events/log.ts';
import { append } from '../events/write.ts';
import { GroupModel, type GroupRecord } from '../groups/group.ts';
import { fileReport } from '../reports/filing.ts';
import { HeldModel, type HeldRecord, presentHeld } from './held.ts';
import type { PostRecord } from './post.ts';

// What rules make of posts, in the transaction at hand.

/** Tells an author that a post of theirs waits. */
export function tellHeld(actor: Actor, held: HeldRecord): Draft {
  return append(accountStream(held.author.toString()), 'post.held', actor, presentHeld(held));
}

/** Keeps a post until it is decided about, and puts it into the queue of those who lead. @param note the rule by which. */
export async function keepHeld(actor: Actor, group: GroupRecord, held: HeldRecord, note: string): Promise<void> {
  await HeldModel.insertMany([held], { lean: true });
  if (!group.holds) await GroupModel.updateOne({ _id: group._id }, { $set: { holds: true } });
  const { topic, title, author, body, createdAt: at } = held;
  await fileReport(actor, {
    kind: 'held',
    group: group._id,
    held: held._id,
    post: { id: null, topic, number: null, title, author, body },
    entry: { by: null, reason: null, note, at },
  });
}

/** Reports a post in the name of the rules it has met. */
export async function flag(actor: Actor, post: PostRecord, title: string, rules: string[]): Promise<void> {
  const { _id, topic, group, number, author, body } = post;
  await fileReport(actor, {
    kind: 'report',
    group,
    post: { id: _id, topic, number, title, author, body },
    entry: { by: null, reason: null, note: rules.join(', '), at: new Date() },
  });
}
