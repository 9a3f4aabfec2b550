import { toId } from '../../server/db/id.ts';
import { ViewingModel } from '../../server/topics/viewing.ts';
import { VIEW_SECONDS } from '../../shared/ladder.ts';
import { ok, type Person } from './person.ts';

/** Has someone view a topic, so that it counts: they say that they are on it, time passes, and they say so again. */
export async function viewTopic(person: Person, topicId: string): Promise<void> {
  ok(await person.put(`/topics/${topicId}/view`));
  await pass(person, VIEW_SECONDS);
  ok(await person.put(`/topics/${topicId}/view`));
}

/** Lets seconds pass for someone who is on a topic. */
export async function pass(person: Person, seconds: number): Promise<void> {
  const earlier = { $subtract: ['$since', seconds * 1_000] };
  await ViewingModel.updateOne({ _id: toId(person.id) }, [{ $set: { since: earlier } }], { updatePipeline: true });
}
