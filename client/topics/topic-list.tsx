import { IconMessages } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Forum, Group } from '../../shared/groups.ts';
import { byActivity } from '../../shared/order.ts';
import type { Topic, Topics } from '../../shared/topics.ts';
import { topics } from '../api/endpoints.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { strings } from '../strings.ts';
import { Empty } from '../ui/empty.tsx';
import { ButtonLink } from '../ui/link.tsx';
import { addPage } from '../ui/pages.ts';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { useMore } from '../ui/use-more.ts';
import { VirtualList } from '../ui/virtual-list.tsx';
import { HeldTopics } from './held-topics.tsx';
import { topicsQuery, topicsView } from './queries.ts';
import { TopicRow } from './topic-row.tsx';

/** A group's topics, or one forum's: pinned ones, then the last active first. Above them one's own that wait for approval. */
export function TopicList({ group, forum }: { group: Group; forum: Forum | undefined }) {
  const query = topicsQuery(group.slug, forum);
  const { data, error, refetch } = useQuery(query);
  const view = useMemo(() => topicsView(forum), [forum]);
  const { more } = useMore<Topic, Topics>({
    key: query.queryKey,
    view,
    fetch: (cursor) => topics.list(group.slug, { forum: forum?.slug, cursor }),
    merge,
  });

  if (error && !data) return <ErrorPage error={error} reset={refetch} />;
  if (!data) return <RowsSkeleton rows={6} height={72} />;
  return (
    <>
      {group.membership && <HeldTopics group={group} />}
      {data.items.length === 0 ? (
        <NoTopics group={group} forum={forum} />
      ) : (
        <Sheet>
          <VirtualList
            label={strings.topics.title}
            items={data.items}
            keyOf={({ id }) => id}
            rowHeight={76}
            onEnd={more}
            render={(topic) => <TopicRow topic={topic} forum={forum ? null : forumOf(group, topic)} />}
          />
        </Sheet>
      )}
    </>
  );
}

function merge(shown: Topics, page: Topics): Topics {
  const both = addPage(shown, page);
  return { ...both, items: both.items.sort(byActivity) };
}

/** With a single forum there is no need to name it. */
function forumOf(group: Group, topic: Topic): Forum | null {
  return group.forums.length > 1 ? (group.forums.find(({ id }) => id === topic.forumId) ?? null) : null;
}

function NoTopics({ group, forum }: { group: Group; forum: Forum | undefined }) {
  if (!group.membership || group.archivedAt) {
    return (
      <Empty icon={<IconMessages size={36} />} title={strings.topics.empty}>
        {!group.archivedAt && strings.topics.emptyVisitor}
      </Empty>
    );
  }
  return (
    <Empty icon={<IconMessages size={36} />} title={strings.topics.empty}>
      {strings.topics.emptyMember}
      <br />
      <ButtonLink
        mt="md"
        variant="light"
        to="/g/$slug/new"
        params={{ slug: group.slug }}
        search={forum ? { forum: forum.slug } : {}}
      >
        {strings.topics.create}
      </ButtonLink>
    </Empty>
  );
}
