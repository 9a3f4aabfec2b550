import type { Post } from '../../shared/topics.ts';
import { MemberName } from '../accounts/member-name.tsx';
import { RoleLabel } from '../accounts/role-label.tsx';
import { RankBadge } from '../ranks/rank-badge.tsx';
import { strings } from '../strings.ts';
import { Ago } from '../ui/ago.tsx';
import { onDay } from '../ui/dates.ts';
import { Face } from '../ui/face.tsx';
import { TextLink } from '../ui/link.tsx';
import classes from './post-header.module.css';
import { useTopicScene } from './topic-context.ts';

/** Who wrote it, what stands under their name, and which of how many posts it is. */
export function PostHeader({ post }: { post: Post }) {
  const { group, total, page } = useTopicScene();
  const { author } = post;
  const leads = group?.leaders.some(({ id }) => id === author.id);
  return (
    <header className={classes.header}>
      <Face id={author.id} name={author.displayName} size={44} />
      <div className={classes.author}>
        <div className={classes.name}>
          <MemberName member={author} />
          <RoleLabel of={author.role} leader={leads} />
          <span className={classes.username}>@{author.username}</span>
        </div>
        <div className={classes.standing}>
          <RankBadge rank={author.rank} />
          <span>{strings.accounts.memberSince(onDay(author.memberSince))}</span>
        </div>
      </div>
      <div className={classes.place}>
        <TextLink
          to="/t/$id/{-$number}"
          params={{ id: page.topic.id, number: String(post.number) }}
          resetScroll={false}
          c="dimmed"
          title={strings.posts.permalink(post.number)}
        >
          {strings.posts.position(post.number, total)}
        </TextLink>
        <Ago at={post.createdAt} />
      </div>
    </header>
  );
}
