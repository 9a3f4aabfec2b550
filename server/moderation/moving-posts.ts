import type { EventData } from '../../shared/events.ts';
import { type AccountRecord, membersById, presentActor } from '../accounts/account.ts';
import type { ActRecord } from '../acts/act.ts';
import { noteOf, presentNote } from '../acts/note.ts';
import { newId } from '../db/id.ts';
import { append } from '../events/write.ts';
import { streamOf } from '../groups/group.ts';
import { PostModel, type PostRecord } from '../topics/post.ts';
import { peopleOf, presentTopic, type TopicRecord } from '../topics/topic.ts';
import { countTopics, isListed } from './topic-state.ts';

// Posts that go from one topic to another leave their numbers behind: in the place of each stands a post that says where it is. So numbers
// have no gaps, never go back, and what was read stays read.

/** A post in a place, as far as what is left there says anything of it. */
type Placed = Pick<PostRecord, 'topic' | 'group' | 'number' | 'author' | 'createdAt'>;

/** What is left in the place of a post. It has a name of its own, and is nobody's to change. */
export function leftBehind(
  { topic, group, number, author, createdAt }: Placed,
  movedTo: PostRecord['movedTo'],
): PostRecord {
  const _id = newId();
  const empty = { body: '', replyTo: null, editedAt: null, removed: null, kudosCount: 0 };
  return { _id, topic, group, number, author, clientId: _id.toString(), createdAt, ...empty, movedTo };
}

const AT_ONCE = 1_000;

export async function leave(posts: PostRecord[]): Promise<void> {
  for (let from = 0; from < posts.length; from += AT_ONCE)
    await PostModel.insertMany(posts.slice(from, from + AT_ONCE), { lean: true });
}

/** Topics before and after. */
type Passage = { was: TopicRecord | null; is: TopicRecord };

type Told = Pick<EventData<'posts.moved'>, 'moves' | 'anew'>;

/** Tells a group of posts that stand in another topic now, in the transaction at hand. */
export async function tellMoved(
  viewer: AccountRecord,
  from: Passage,
  into: Passage,
  told: Told,
  act: Pick<ActRecord, '_id' | 'at' | 'reason'>,
): Promise<void> {
  const { group } = from.is;
  const listed = [from, into].map(({ was, is }) => Number(isListed(is)) - Number(was ? isListed(was) : false));
  const members = await membersById([from.is, into.is].flatMap(peopleOf));
  append(streamOf({ _id: group }), 'posts.moved', presentActor(viewer), {
    from: presentTopic(from.is, members, 0),
    into: presentTopic(into.is, members, 0),
    ...told,
    topicCount: await countTopics(group, listed[0]! + listed[1]!),
    act: presentNote(noteOf(viewer, act)),
  });
}
