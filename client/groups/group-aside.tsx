import type { Group } from '../../shared/groups.ts';
import { MemberName } from '../accounts/member-name.tsx';
import { RoleLabel } from '../accounts/role-label.tsx';
import { RankBadge } from '../ranks/rank-badge.tsx';
import { strings } from '../strings.ts';
import { onDay } from '../ui/dates.ts';
import { Face } from '../ui/face.tsx';
import { TextLink } from '../ui/link.tsx';
import { Surface } from '../ui/surface.tsx';
import { Activity } from './activity.tsx';
import classes from './group-aside.module.css';
import { Guidelines } from './guidelines.tsx';

/** What the group is, who leads it, and what is going on in it. */
export function GroupAside({ group }: { group: Group }) {
  return (
    <>
      <Activity stream={group.head.stream} />
      <Surface aria-labelledby="about">
        <h2 id="about" className={classes.title}>
          {strings.groups.about}
        </h2>
        <p className={classes.text} dir="auto">
          {group.description}
        </p>
        <p className={classes.founded}>{strings.groups.founded(onDay(group.createdAt))}</p>
        {group.guidelines.text !== '' && <Guidelines text={group.guidelines.text} />}
      </Surface>
      <Surface aria-labelledby="leaders">
        <h2 id="leaders" className={classes.title}>
          {strings.groups.leaders}
        </h2>
        <ul className={classes.leaders}>
          {group.leaders.map((leader) => (
            <li key={leader.id}>
              <Face id={leader.id} name={leader.displayName} size={32} />
              <span>
                <MemberName member={leader} /> <RoleLabel of={leader.role} />
                <span className={classes.rank}>
                  <RankBadge rank={leader.rank} quiet />
                </span>
              </span>
            </li>
          ))}
        </ul>
        {group.leaders.length === 0 && <p className={classes.text}>{strings.groups.noLeaders}</p>}
        <TextLink to="/g/$slug/members" params={{ slug: group.slug }} size="sm">
          {strings.groups.allMembers}
        </TextLink>
      </Surface>
    </>
  );
}
