import { type Act, UNDO_SECONDS } from '../../shared/acts.ts';
import { actorOf, membersById } from '../accounts/account.ts';
import type { ObjectId } from '../db/id.ts';
import { GroupModel, presentGroupRef } from '../groups/group.ts';
import { found } from '../lib/errors.ts';
import type { ActRecord } from './act.ts';

/** Acts as those who lead and the members concerned see them: two queries, however many they are. */
export async function presentActs(acts: ActRecord[]): Promise<Act[]> {
  const ids = acts.flatMap(({ by, subject, undone }) => [
    by,
    ...(subject ? [subject] : []),
    ...(undone ? [undone.by] : []),
  ]);
  const people = await membersById(ids);
  const groups = await GroupModel.find({ _id: { $in: acts.flatMap(({ group }) => group ?? []) } }).lean();
  const refs = new Map(groups.map((group) => [group._id.toString(), presentGroupRef(group)]));
  const person = (id: ObjectId) => found(people.get(id.toString()));
  return acts.map((act) => ({
    id: act._id.toString(),
    batch: act.batch.toString(),
    kind: act.kind,
    group: act.group && found(refs.get(act.group.toString())),
    by: actorOf(person(act.by)),
    at: act.at.toISOString(),
    reason: act.reason,
    subject: act.subject && person(act.subject),
    topic: act.topic && { id: act.topic._id.toString(), title: act.topic.title },
    posts: act.posts.map((post) => ({
      id: post._id.toString(),
      topicId: post.topic.toString(),
      number: post.number,
      excerpt: post.excerpt,
    })),
    postCount: act.postCount,
    until: act.until?.toISOString() ?? null,
    detail: act.detail,
    undoUntil: new Date(act.at.getTime() + UNDO_SECONDS * 1_000).toISOString(),
    undone: act.undone && { at: act.undone.at.toISOString(), by: actorOf(person(act.undone.by)) },
    appeal: act.appeal,
  }));
}

export async function presentAct(act: ActRecord): Promise<Act> {
  return (await presentActs([act]))[0]!;
}
