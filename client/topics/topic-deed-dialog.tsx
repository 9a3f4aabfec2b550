import { TopicDeed as Plain, type PlainDeed } from '../moderation/topic-deed.tsx';
import { MergeTopic } from './merge-topic.tsx';
import { MoveTopic } from './move-topic.tsx';
import { useTopicScene } from './topic-context.ts';

/** What those who moderate do with a topic as a whole. */
export type TopicDeed = PlainDeed | 'move' | 'merge';

export function TopicDeedDialog({ deed, close }: { deed: TopicDeed; close: () => void }) {
  const { page } = useTopicScene();
  if (deed === 'move') return <MoveTopic close={close} />;
  if (deed === 'merge') return <MergeTopic close={close} />;
  return <Plain slug={page.group.slug} topic={page.topic} kind={deed} close={close} />;
}
