import { Button } from '@mantine/core';
import { IconMessages } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { Account } from '../../shared/accounts.ts';
import { SELECTION } from '../../shared/acts.ts';
import type { Group } from '../../shared/groups.ts';
import { outranks } from '../groups/leads.ts';
import { PostsDeed } from '../moderation/posts-deed.tsx';
import { strings } from '../strings.ts';
import { useSelection } from '../subscriptions/use-selection.ts';
import { Empty } from '../ui/empty.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { Sheet } from '../ui/sheet.tsx';
import classes from './latest.module.css';
import type { LatestPost } from './latest-posts.ts';
import { LatestRow } from './latest-row.tsx';
import { useHeldBack } from './use-held-back.ts';
import { useLatest } from './use-latest.ts';

/** What has just been said in the group; several posts can be chosen and removed together. */
export function Latest({ group, me }: { group: Group; me: Account }) {
  const posts = useLatest(group.head.stream);
  const said = strings.console.latest;
  return (
    <section aria-labelledby="latest">
      <h2 id="latest" className={classes.title}>
        {said.title}
      </h2>
      {!posts && <RowsSkeleton rows={5} height={76} />}
      {posts?.length === 0 && <Empty icon={<IconMessages size={36} />} title={said.empty} />}
      {posts && posts.length > 0 && <List posts={posts} group={group} me={me} />}
    </section>
  );
}

function List({ posts, group, me }: { posts: LatestPost[]; group: Group; me: Account }) {
  const said = strings.console.latest;
  const [removing, setRemoving] = useState<string[] | null>(null);
  const removable = useMemo(
    () => posts.filter(({ post, topic }) => mayRemove(group, me, { post, topic })).map(({ post }) => post.id),
    [posts, group, me],
  );
  const { chosen, selected, toggle } = useSelection(removable);
  const { shown, fresh, release } = useHeldBack(posts, selected.length > 0 || removing !== null);
  return (
    <>
      {fresh > 0 && (
        <Button size="compact-sm" variant="light" mb="xs" onClick={release}>
          {said.fresh(fresh)}
        </Button>
      )}
      <Sheet>
        <ul className={classes.list} aria-label={said.title}>
          {shown.map((each) => (
            <li key={each.post.id}>
              <LatestRow
                latest={each}
                group={group}
                me={me}
                chosen={chosen.has(each.post.id)}
                toggle={removable.includes(each.post.id) ? toggle : null}
                remove={() => setRemoving([each.post.id])}
              />
            </li>
          ))}
        </ul>
      </Sheet>
      <div role="status" className={classes.bar} data-shown={selected.length > 0 || undefined}>
        {selected.length > 0 && (
          <>
            <span>{said.selected(selected.length)}</span>
            <Button size="xs" variant="default" onClick={() => selected.forEach(toggle)}>
              {said.clear}
            </Button>
            <Button size="xs" color="brick" onClick={() => setRemoving(selected.slice(0, SELECTION))}>
              {said.removeSelected}
            </Button>
          </>
        )}
      </div>
      {removing && (
        <PostsDeed
          slug={group.slug}
          deed="remove"
          posts={posts.flatMap(({ post }) => (removing.includes(post.id) ? post : []))}
          close={() => setRemoving(null)}
        />
      )}
    </>
  );
}

function mayRemove(group: Group, me: Account, { post }: LatestPost): boolean {
  return !post.removed && outranks(group, me, post.author);
}
