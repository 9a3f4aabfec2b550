import type { Topic } from '../../shared/topics.ts';
import { ActDialog } from '../moderation/act-dialog.tsx';
import { perform } from '../moderation/acting.ts';
import { strings } from '../strings.ts';

export type OrderAct = 'pin' | 'unpin' | 'lock' | 'unlock';

type TopicOrderProps = { slug: string; topic: Topic; kind: OrderAct; close: () => void };

/** Puts a topic on top, or ends it, and back. */
export function TopicOrder({ slug, topic, kind, close }: TopicOrderProps) {
  const said = strings.console.order[kind];
  return (
    <ActDialog
      title={said.title(topic.title)}
      action={said.action}
      templates={strings.acts.order}
      confirm={(reason) => perform(slug, { kind, topicId: topic.id, reason }, said.done(topic.title))}
      close={close}
    />
  );
}
