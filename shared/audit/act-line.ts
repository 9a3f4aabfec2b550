import type { ActKind } from '../acts.ts';
import type { EventOf } from '../events.ts';
import { phraseOf } from './act-phrases.ts';
import type { Said } from './said.ts';

type ActEvent = EventOf<'act.done' | 'act.undone'>;

/** Acts about rules and requests have topics of their own. */
const TOPICS: Partial<Record<ActKind, Said['topic']>> = {
  rules: 'rules',
  site: 'rules',
  'approve-request': 'requests',
  'deny-request': 'requests',
};

export function lineOfAct(event: ActEvent): Said {
  const act = event.data;
  const post = act.posts[0];
  return {
    topic: TOPICS[act.kind] ?? 'acts',
    kind: act.kind,
    subject: act.subject?.username ?? null,
    reason: act.reason,
    summary: summary(event),
    actId: act.id,
    topicId: act.topic?.id ?? post?.topicId ?? null,
    number: post?.number ?? null,
  };
}

function summary({ type, actor, data: act }: ActEvent): string {
  const deed = phraseOf(act);
  const who = actor.displayName;
  if (type === 'act.done') return `${who} ${deed}`;
  return act.by.id === actor.id
    ? `${who} took back: ${deed}`
    : `${who} took back what ${act.by.displayName} had done: ${deed}`;
}
