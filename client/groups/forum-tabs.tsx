import { Link } from '@tanstack/react-router';
import type { Forum, Group } from '../../shared/groups.ts';
import { strings } from '../strings.ts';
import { ForumOptions } from './forum-options.tsx';
import classes from './forum-tabs.module.css';

/** A group's forums; each is an address. With one forum there is nothing to choose. */
export function ForumTabs({ group, chosen }: { group: Group; chosen: Forum | undefined }) {
  if (group.forums.length < 2 && !chosen) return null;
  return (
    <nav aria-label={strings.groups.forums}>
      <div className={classes.tabs}>
        <Tab slug={group.slug} label={strings.groups.allForums} chosen={!chosen} />
        {group.forums.map((forum) => (
          <Tab key={forum.id} slug={group.slug} forum={forum} label={forum.name} chosen={forum.id === chosen?.id} />
        ))}
      </div>
      {chosen && (
        <div className={classes.chosen}>
          <p className={classes.about} dir="auto">
            {chosen.description}
          </p>
          <ForumOptions group={group} forum={chosen} />
        </div>
      )}
    </nav>
  );
}

function Tab({ slug, forum, label, chosen }: { slug: string; forum?: Forum; label: string; chosen: boolean }) {
  return (
    <Link
      to="/g/$slug"
      params={{ slug }}
      search={forum ? { forum: forum.slug } : {}}
      resetScroll={false}
      className={classes.tab}
      data-chosen={chosen || undefined}
      aria-current={chosen ? 'true' : undefined}
      dir="auto"
    >
      {label}
    </Link>
  );
}
