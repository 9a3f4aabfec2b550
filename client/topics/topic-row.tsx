import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { Forum } from '../../shared/groups.ts';
import type { Topic } from '../../shared/topics.ts';
import { RankBadge } from '../ranks/rank-badge.tsx';
import { strings } from '../strings.ts';
import { Ago } from '../ui/ago.tsx';
import { Face } from '../ui/face.tsx';
import classes from './topic-row.module.css';
import { TopicSigns } from './topic-signs.tsx';
import { unreadIn } from './unread.ts';

export const TopicRow = memo(function TopicRow({ topic, forum }: { topic: Topic; forum: Forum | null }) {
  const unread = unreadIn(topic);
  return (
    <Link
      to="/t/$id/{-$number}"
      params={{ id: topic.id }}
      className={classes.row}
      data-unread={unread > 0 || undefined}
    >
      <Face id={topic.author.id} name={topic.author.displayName} size={38} />
      <span className={classes.text}>
        <span className={classes.title} dir="auto">
          {topic.title}
        </span>
        <span className={classes.by}>
          <TopicSigns topic={topic} />
          <bdi>{topic.author.displayName}</bdi>
          <RankBadge rank={topic.author.rank} quiet />
          {forum && <span className={classes.forum}>{forum.name}</span>}
        </span>
      </span>
      <span className={classes.numbers}>
        <span className={classes.count}>
          {unread > 0 && <Unread topic={topic} unread={unread} />}
          {strings.topics.posts(topic.postCount)}
        </span>
        <span className={classes.last}>
          <bdi className={classes.lastName}>{topic.lastPost.author.displayName}</bdi> <Ago at={topic.lastPost.at} />
        </span>
      </span>
    </Link>
  );
});

/** A topic never opened is new as a whole. */
function Unread({ topic, unread }: { topic: Topic; unread: number }) {
  return (
    <span className={classes.unread} title={strings.topics.unreadLabel(unread)}>
      {topic.read === 0 ? strings.topics.fresh : strings.topics.unread(unread)}
    </span>
  );
}
