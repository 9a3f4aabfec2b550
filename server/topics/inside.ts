import type { Viewer } from '../accounts/policy.ts';
import { toId } from '../db/id.ts';
import { type Inside, insideById } from '../groups/readable.ts';
import { type TopicRecord, topicById } from './topic.ts';

/** A topic with its group and the viewer's tie to that. @throws AppError not_found unless the viewer may see it */
export async function topicInside(viewer: Viewer, topicId: string): Promise<Inside & { topic: TopicRecord }> {
  const topic = await topicById(toId(topicId));
  return { topic, ...(await insideById(viewer, topic.group)) };
}
