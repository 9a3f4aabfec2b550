import { ActDialog } from '../moderation/act-dialog.tsx';
import { perform } from '../moderation/acting.ts';
import { strings } from '../strings.ts';
import { MergeTopic } from './merge-topic.tsx';
import { MoveTopic } from './move-topic.tsx';
import { useTopicScene } from './topic-context.ts';

/** What those who moderate do with a topic as a whole. */
export type TopicDeed = 'pin' | 'unpin' | 'lock' | 'unlock' | 'remove-topic' | 'restore-topic' | 'move' | 'merge';

type Plain = Exclude<TopicDeed, 'move' | 'merge'>;

const TEMPLATES: Record<Plain, keyof Pick<typeof strings.acts, 'conduct' | 'order' | 'mercy'>> = {
  pin: 'order',
  unpin: 'order',
  lock: 'order',
  unlock: 'mercy',
  'remove-topic': 'conduct',
  'restore-topic': 'mercy',
};

export function TopicDeedDialog({ deed, close }: { deed: TopicDeed; close: () => void }) {
  if (deed === 'move') return <MoveTopic close={close} />;
  if (deed === 'merge') return <MergeTopic close={close} />;
  return <PlainDeed deed={deed} close={close} />;
}

function PlainDeed({ deed, close }: { deed: Plain; close: () => void }) {
  const { page } = useTopicScene();
  const said = strings.moderation.topic[deed];
  return (
    <ActDialog
      title={said.title}
      body={said.body}
      action={said.action}
      danger={deed === 'remove-topic'}
      templates={strings.acts[TEMPLATES[deed]]}
      confirm={(reason) => perform(page.group.slug, { kind: deed, topicId: page.topic.id, reason }, said.done)}
      close={close}
    />
  );
}
