import type { Topic } from '../../shared/topics.ts';
import { strings } from '../strings.ts';
import { Ago } from '../ui/ago.tsx';
import { TopicSigns } from './topic-signs.tsx';
import classes from './topic-view.module.css';

/** Whose topic it is, since when, and what is special about it. */
export function TopicHeadline({ topic }: { topic: Topic }) {
  return (
    <p className={classes.under}>
      {!topic.removed && <TopicSigns topic={topic} />}
      {strings.topics.startedBy(topic.author.displayName)} · <Ago at={topic.createdAt} />
      {!topic.removed && !topic.mergedInto && ` · ${strings.topics.posts(topic.postCount)}`}
    </p>
  );
}
