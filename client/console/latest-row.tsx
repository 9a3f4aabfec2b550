import { Checkbox } from '@mantine/core';
import { IconLock, IconPin } from '@tabler/icons-react';
import type { Account } from '../../shared/accounts.ts';
import type { Group } from '../../shared/groups.ts';
import { MemberName } from '../accounts/member-name.tsx';
import { RoleLabel } from '../accounts/role-label.tsx';
import { strings } from '../strings.ts';
import { Ago } from '../ui/ago.tsx';
import { TextLink } from '../ui/link.tsx';
import classes from './latest.module.css';
import { LatestOptions } from './latest-options.tsx';
import type { LatestPost } from './latest-posts.ts';

type LatestRowProps = {
  latest: LatestPost;
  group: Group;
  me: Account;
  chosen: boolean;
  /** Null where it cannot be chosen. */
  toggle: ((id: string) => void) | null;
  remove: () => void;
};

export function LatestRow({ latest, group, me, chosen, toggle, remove }: LatestRowProps) {
  const { post, topic } = latest;
  const said = strings.console.latest;
  return (
    <article
      className={classes.row}
      data-chosen={chosen || undefined}
      data-removed={post.removed ? true : undefined}
      aria-label={said.post(post.author.displayName, topic.title)}
    >
      <Checkbox
        className={classes.box}
        aria-label={said.select(post.author.displayName, topic.title)}
        checked={chosen}
        disabled={!toggle}
        onChange={() => toggle?.(post.id)}
      />
      <div className={classes.text}>
        <div className={classes.head}>
          <MemberName member={post.author} />
          <RoleLabel of={post.author.role} />
          <span className={classes.dim}>{post.number === 1 ? said.began : said.repliedIn}</span>
          <TextLink
            to="/t/$id/{-$number}"
            params={{ id: topic.id, number: post.number > 1 ? String(post.number) : undefined }}
            dir="auto"
          >
            {topic.title || said.removedTopic}
          </TextLink>
          {topic.pinnedAt && <IconPin size={14} role="img" aria-label={said.pinned} />}
          {topic.locked && <IconLock size={14} role="img" aria-label={said.locked} />}
          <span className={classes.dim}>
            <Ago at={post.createdAt} />
          </span>
        </div>
        <p className={classes.body} dir="auto">
          {post.removed ? said.removed(post.removed) : post.body}
        </p>
      </div>
      <LatestOptions latest={latest} group={group} me={me} remove={toggle ? remove : null} />
    </article>
  );
}
