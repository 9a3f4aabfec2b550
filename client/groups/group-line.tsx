import type { Group } from '../../shared/groups.ts';
import { strings } from '../strings.ts';
import { TextLink } from '../ui/link.tsx';
import { GroupLabels } from './group-labels.tsx';
import classes from './group-line.module.css';

/** How many there are, under the group's name. */
export function GroupLine({ group }: { group: Group }) {
  return (
    <p className={classes.line}>
      <GroupLabels of={group} />
      {group.memberCount !== null && (
        <TextLink to="/g/$slug/members" params={{ slug: group.slug }} c="dimmed" inherit>
          {strings.groups.members(group.memberCount)}
        </TextLink>
      )}
      {group.topicCount !== null && <span>{strings.groups.topics(group.topicCount)}</span>}
      {group.membership && <span className={classes.joined}>{strings.groups.joined}</span>}
    </p>
  );
}
