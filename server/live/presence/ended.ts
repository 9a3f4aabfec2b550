import type { LoggedEvent } from '../../../shared/events.ts';

/** The topic that is no longer there to look at, if an event says so. */
export function endedBy({ type, data }: LoggedEvent): string | null {
  if (type === 'topic.left') return data.topicId;
  const topic = type === 'topic.changed' ? data.topic : type === 'posts.moved' ? data.from : null;
  return topic && (topic.removed || topic.mergedInto) ? topic.id : null;
}
