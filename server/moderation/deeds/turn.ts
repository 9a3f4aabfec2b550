import { begun } from '../../acts/keep-acts.ts';
import { type NoteRecord, noteOf } from '../../acts/note.ts';
import { toId } from '../../db/id.ts';
import { say } from '../../groups/policy.ts';
import type { Side, TopicRecord } from '../../topics/topic.ts';
import type { Deed, Ground, NewActOf, Undoing } from '../deed.ts';
import {
  aboutTopic,
  anyTopicAt,
  type Before,
  beforeOf,
  changeTopic,
  type TopicChanges,
  topicActedOn,
} from '../topic-state.ts';

type Turning = 'pin' | 'unpin' | 'lock' | 'unlock' | 'remove-topic' | 'restore-topic';

/** What turns a topic into something else and back: one side of it, and no more. */
export type Turn = {
  kind: Turning;
  side: Side;
  /** @throws AppError already_acted where it is so already, and others where it cannot be */
  refuse: (at: Ground, topic: TopicRecord) => Promise<void>;
  to: (note: NoteRecord) => TopicChanges;
};

/** The act that does it. */
export function turn({ kind, side, refuse, to }: Turn): Deed<NewActOf<Turning>> {
  return {
    by: 'moderators',
    async perform(at, { topicId, reason }) {
      const { viewer, group, tie } = at;
      const topic = await anyTopicAt(at, toId(topicId));
      await refuse(at, topic);
      const draft = { kind, group: group._id, reason, say: say(viewer.role, tie), ...aboutTopic(topic) };
      const [act] = begun(viewer, [draft]);
      const changes = to(noteOf(viewer, act!));
      const was = Object.fromEntries(Object.keys(changes).map((key) => [key, topic[key as keyof TopicRecord] ?? null]));
      await changeTopic(viewer, topic, side, changes, act!);
      return [{ ...act!, before: beforeOf(topic, side, was) }];
    },
  };
}

/** Turns the topic back. */
export const turnBack =
  (side: Side): Undoing =>
  async ({ viewer }, act) => {
    const topic = await topicActedOn(act, side);
    await changeTopic(viewer, topic, side, (act.before as Before).was, act);
  };
