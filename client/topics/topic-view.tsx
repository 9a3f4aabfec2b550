import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { Account } from '../../shared/accounts.ts';
import type { Post, TopicPage } from '../../shared/topics.ts';
import { groupQuery } from '../groups/queries.ts';
import { useStreams } from '../live/use-stream.ts';
import { useViewing } from '../live/use-viewing.ts';
import { strings } from '../strings.ts';
import { Ago } from '../ui/ago.tsx';
import { HOME } from '../ui/crumbs.tsx';
import { TextLink } from '../ui/link.tsx';
import { Page } from '../ui/page.tsx';
import { useStore } from '../ui/store.ts';
import { Arrivals } from './arrivals.tsx';
import type { Sending } from './outbox.ts';
import { PostList } from './post-list.tsx';
import { ReplyDock } from './reply-dock.tsx';
import { outbox } from './sending.ts';
import { type TopicScene, TopicSceneProvider } from './topic-context.ts';
import { TopicOptions } from './topic-options.tsx';
import classes from './topic-view.module.css';
import { useReply } from './use-reply.ts';
import { useView } from './use-view.ts';

type TopicViewProps = { page: TopicPage; me: Account; target: number | null };

/** One topic with all its posts, and the place to answer. */
export function TopicView({ page, me, target }: TopicViewProps) {
  const { topic, group: ref, forum } = page;
  useStreams([page.head.stream]);
  useViewing(topic.id);
  useView(topic, me);
  const { data: group = null } = useQuery(groupQuery(ref.slug));
  const sending = useOwnSending(topic.id);
  const total = sending.reduce((most, { post }) => Math.max(most, post?.number ?? 0), topic.lastPost.number);
  const reply = useReply(topic.id);
  const jump = useJump(topic.id);
  const scene = useMemo<TopicScene>(
    () => ({ page, group, me, total, reply: reply.open, jump }),
    [page, group, me, total, reply.open, jump],
  );

  return (
    <TopicSceneProvider value={scene}>
      <Page
        title={topic.title}
        narrow
        crumbs={[
          HOME,
          { key: 'group', node: <GroupLink slug={ref.slug} name={ref.name} /> },
          { key: 'forum', node: <GroupLink slug={ref.slug} name={forum.name} forum={forum.slug} /> },
        ]}
        options={<TopicOptions />}
        under={
          <p className={classes.under}>
            {strings.topics.startedBy(topic.author.displayName)} · <Ago at={topic.createdAt} /> ·{' '}
            {strings.topics.posts(topic.postCount)}
          </p>
        }
      >
        <Arrivals topicId={topic.id} viewer={me.id} />
        <PostList sending={sending} target={target}>
          {(place) => <ReplyDock reply={reply} place={place} />}
        </PostList>
      </Page>
    </TopicSceneProvider>
  );
}

function GroupLink({ slug, name, forum }: { slug: string; name: string; forum?: string }) {
  return (
    <TextLink to="/g/$slug" params={{ slug }} search={forum ? { forum } : {}} dir="auto">
      {name}
    </TextLink>
  );
}

function useOwnSending(topicId: string): Sending[] {
  const all = useStore(outbox);
  return useMemo(() => all.filter((sending) => sending.topicId === topicId), [all, topicId]);
}

/** Goes to a post by its address, so that the way back leads here. */
function useJump(id: string): (number: number) => void {
  const navigate = useNavigate();
  const [jump] = useState(() => (number: Post['number']) => {
    void navigate({
      to: '/t/$id/{-$number}',
      params: { id, number: String(number) },
      resetScroll: false,
      state: { jump: Date.now() } as object,
    });
  });
  return jump;
}
