import type { HeldAnswer } from '../../shared/rules.ts';
import { accountStream } from '../../shared/streams.ts';
import type { TopicCreated } from '../../shared/topics.ts';
import { type AccountRecord, membersById } from '../accounts/account.ts';
import { duplicateOf } from '../db/duplicate.ts';
import { headOf } from '../events/log.ts';
import { type GroupRecord, streamOf } from '../groups/group.ts';
import { AppError, found } from '../lib/errors.ts';
import { HeldModel, presentHeld } from './held.ts';
import { PostModel, presentPost } from './post.ts';
import { ReadMarkerModel } from './read-marker.ts';
import { peopleOf, presentTopic, TopicModel } from './topic.ts';

/** `created` is false where the client had sent the same thing before. */
export type Created<Answer> = Answer & { created: boolean };

/**
 * What was made under the client's name for it before, or what `make` makes: also when both happen at once.
 * @param earlier finds it; `clash`: there is something by that name.
 */
export async function once<Answer>(
  earlier: (clash: boolean) => Promise<Answer | null>,
  make: () => Promise<Answer>,
): Promise<Answer> {
  const known = await earlier(false);
  if (known) return known;
  try {
    return await make();
  } catch (error) {
    if (!duplicateOf(error)?.includes('clientId')) throw error;
    return found(await earlier(true));
  }
}

/** Tries again what ran into the same thing being sent at the same time somewhere else: now it is there to be found. */
export async function anyway<Answer>(make: () => Promise<Answer>): Promise<Answer> {
  try {
    return await make();
  } catch (error) {
    if (!duplicateOf(error)?.includes('clientId')) throw error;
    return make();
  }
}

export async function earlierTopic(
  viewer: AccountRecord,
  group: GroupRecord,
  clientId: string,
): Promise<Created<TopicCreated> | null> {
  const topic = await TopicModel.findOne({ author: viewer._id, clientId }).lean();
  if (!topic) {
    if (await PostModel.exists({ author: viewer._id, clientId })) refuseClientId();
    return null;
  }
  if (!topic.group.equals(group._id)) refuseClientId();
  const head = await headOf(streamOf(group));
  const members = await membersById(peopleOf(topic));
  const marker = await ReadMarkerModel.findOne({ account: viewer._id, topic: topic._id }).lean();
  // Wherever it stands by now: it bears the name of its topic.
  const first = await PostModel.findOne({ author: viewer._id, clientId }).lean();
  return {
    topic: presentTopic(topic, members, marker?.number ?? 0),
    post: presentPost(found(first), members.get(topic.author.toString()), false),
    head,
    created: false,
  };
}

/** A topic that was held, and has not been posted since. @throws AppError invalid_request where it is another thing that was held */
export async function earlierHeld(
  viewer: AccountRecord,
  group: GroupRecord,
  clientId: string,
): Promise<HeldAnswer | null> {
  const held = await HeldModel.findOne({ author: viewer._id, clientId }).lean();
  if (!held || held.state === 'approved') return null;
  if (held.topic || !held.group.equals(group._id)) refuseClientId();
  return { held: presentHeld(held), head: await headOf(accountStream(viewer._id.toString())) };
}

/** @throws AppError invalid_request */
export function refuseClientId(): never {
  const errors = [{ path: 'clientId', message: 'names something else you posted' }];
  throw new AppError('invalid_request', 'This clientId names something else you posted.', { errors });
}
