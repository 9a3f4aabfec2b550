import { createHash } from 'node:crypto';
import type { NewTopic } from '../../shared/topics.ts';
import type { ObjectId } from '../db/id.ts';
import { authorize } from '../lib/errors.ts';
import { PostModel } from './post.ts';
import { TopicModel, type TopicRecord } from './topic.ts';

// Who says the same again at once has pressed the button twice, or floods. A client's own retry is another matter: it
// comes under the same `clientId` and is answered with the post there is.

const REPEAT_MS = 5 * 60_000;

/** What a text is known again by, however its blanks are set. */
export function fingerprint(text: string): string {
  const plain = text
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  return createHash('sha256').update(plain).digest('base64url');
}

/**
 * Refuses a reply that says what its author has just said there, with nothing in between.
 * @param topic as it is before the reply. @throws AppError duplicate_post
 */
export function refuseRepeat(topic: TopicRecord, author: ObjectId, body: string): void {
  const just = topic.lastPostBy.equals(author) && topic.lastPostAt.getTime() > Date.now() - REPEAT_MS;
  authorize(!just || topic.lastText !== fingerprint(body), 'duplicate_post');
}

/** Refuses a topic that its author has just started in the group. Within a transaction. @throws AppError duplicate_post */
export async function refuseRepeatedTopic(author: ObjectId, group: ObjectId, input: NewTopic): Promise<void> {
  const since = new Date(Date.now() - REPEAT_MS);
  // What was started since then was active since then: a short range of the index by which topics are listed.
  const active = { group, lastPostAt: { $gt: since } };
  // The same submission, sent again while it was under way, is none.
  const others = { author, title: input.title, clientId: { $ne: input.clientId } };
  const recent = await TopicModel.find({ ...active, ...others }).lean();
  const ids = recent.filter(({ createdAt }) => createdAt > since).map(({ _id }) => _id);
  if (ids.length === 0) return;
  const firsts = await PostModel.find({ topic: { $in: ids }, number: 1, removed: null }).lean();
  const said = fingerprint(input.body);
  authorize(!firsts.some(({ body }) => fingerprint(body) === said), 'duplicate_post');
}

/** Notes that the last post of a topic says something else now. */
export const noteLastText = (topic: ObjectId, number: number, text: string): Promise<void> =>
  noteLastTexts([{ topic, number, text }]);

/** Notes what posts say now, or that they say nothing (null) because they are removed, as far as they are their topics' last. */
export async function noteLastTexts(posts: { topic: ObjectId; number: number; text: string | null }[]): Promise<void> {
  const ids = posts.map(({ topic }) => topic);
  const topics = await TopicModel.find({ _id: { $in: ids } }, { lastNumber: 1 }).lean();
  const numbers = new Map(topics.map(({ _id, lastNumber }) => [_id.toString(), lastNumber]));
  const last = posts.filter(({ topic, number }) => numbers.get(topic.toString()) === number);
  if (last.length === 0) return;
  await TopicModel.bulkWrite(
    last.map(({ topic, number, text }) => {
      const lastText = text === null ? null : fingerprint(text);
      return { updateOne: { filter: { _id: topic, lastNumber: number }, update: { $set: { lastText } } } };
    }),
  );
}
