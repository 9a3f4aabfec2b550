import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Account } from '../../shared/accounts.ts';
import type { TopicPage } from '../../shared/topics.ts';
import { groupQuery } from '../groups/queries.ts';
import { useStreams } from '../live/use-stream.ts';
import { useViewing } from '../live/use-viewing.ts';
import { strings } from '../strings.ts';
import { HOME } from '../ui/crumbs.tsx';
import { TextLink } from '../ui/link.tsx';
import { Page } from '../ui/page.tsx';
import { useStore } from '../ui/store.ts';
import { Arrivals } from './arrivals.tsx';
import { NewsLine } from './news-line.tsx';
import type { Sending } from './outbox.ts';
import { PostList } from './post-list.tsx';
import { ReplyDock } from './reply-dock.tsx';
import { outbox } from './sending.ts';
import { TopicBanner } from './topic-banner.tsx';
import { type TopicScene, TopicSceneProvider } from './topic-context.ts';
import { TopicHeadline } from './topic-headline.tsx';
import { TopicOptions } from './topic-options.tsx';
import type { Departure } from './use-departure.ts';
import { useHeld } from './use-held.ts';
import { useJump } from './use-jump.ts';
import { useNews } from './use-news.ts';
import { usePicking } from './use-picking.ts';
import { useReply } from './use-reply.ts';
import { useView } from './use-view.ts';

type TopicViewProps = {
  page: TopicPage;
  me: Account;
  target: number | null;
  /** How it came here from another group, if one saw it go. */
  departure: Departure | null;
  stay: () => void;
};

/** One topic with all its posts, and the place to answer. */
export function TopicView({ page, me, target, departure, stay }: TopicViewProps) {
  const { topic, group: ref, forum } = page;
  useStreams([page.head.stream]);
  useViewing(topic.id);
  useView(topic, me);
  const { data: group = null } = useQuery(groupQuery(ref.slug));
  const sending = useOwnSending(topic.id);
  const held = useHeld({ topicId: topic.id, groupId: topic.groupId });
  const total = sending.reduce((most, { post }) => Math.max(most, post?.number ?? 0), topic.lastPost.number);
  const reply = useReply(topic.id);
  const jump = useJump(topic.id);
  const picking = usePicking();
  const { news, hide } = useNews(topic, me.id, departure);
  const scene = useMemo<TopicScene>(
    () => ({ page, group, me, total, reply: reply.open, jump, picking }),
    [page, group, me, total, reply.open, jump, picking],
  );
  const line = (
    <NewsLine
      news={news}
      hide={() => {
        hide();
        stay();
      }}
    />
  );
  const readable = !topic.removed && !topic.mergedInto;

  return (
    <TopicSceneProvider value={scene}>
      <Page
        title={topic.removed ? strings.moderation.removedTitle : topic.title}
        narrow
        crumbs={[
          HOME,
          { key: 'group', node: <GroupLink slug={ref.slug} name={ref.name} /> },
          { key: 'forum', node: <GroupLink slug={ref.slug} name={forum.name} forum={forum.slug} /> },
        ]}
        options={<TopicOptions />}
        under={<TopicHeadline topic={topic} />}
      >
        <TopicBanner />
        {readable ? (
          <>
            <Arrivals topicId={topic.id} viewer={me.id} />
            <PostList sending={sending} held={held} target={target}>
              {(place) => <ReplyDock reply={reply} place={place} line={line} />}
            </PostList>
          </>
        ) : (
          line
        )}
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
