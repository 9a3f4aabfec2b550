import { ok, type Person } from './person.ts';

/** Has someone view a topic, so that it counts. */
export async function viewTopic(person: Person, topicId: string): Promise<void> {
  ok(await person.put(`/topics/${topicId}/read`, { number: 1 }));
}
