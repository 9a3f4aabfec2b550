import { useEffect } from 'react';
import type { Group } from '../../shared/groups.ts';
import type { Attendant } from '../../shared/presence.ts';
import { MemberName } from '../accounts/member-name.tsx';
import { attendance } from '../live/attending.ts';
import { currentAttending } from '../live/current.ts';
import { strings } from '../strings.ts';
import { Face } from '../ui/face.tsx';
import { TextLink } from '../ui/link.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { useStore } from '../ui/store.ts';
import { Surface } from '../ui/surface.tsx';
import classes from './who-is-here.module.css';

/** The members of a group who are online, and what each of them reads. */
export function WhoIsHere({ group }: { group: Group }) {
  const told = useStore(attendance);
  const said = strings.console.here;
  useEffect(() => currentAttending()?.attend(group.id), [group.id]);
  return (
    <Surface aria-labelledby="who-is-here">
      <h2 id="who-is-here" className={classes.title}>
        {said.title}
        {told && <span className={classes.count}>{told.members.length + told.more}</span>}
      </h2>
      {!told && <RowsSkeleton rows={3} height={30} />}
      {told?.members.length === 0 && <p className={classes.dim}>{said.nobody}</p>}
      {told && told.members.length > 0 && (
        <ul className={classes.list} aria-labelledby="who-is-here">
          {told.members.map((each) => (
            <li key={each.member.id}>
              <Someone attendant={each} />
            </li>
          ))}
        </ul>
      )}
      {told && told.more > 0 && <p className={classes.dim}>{said.others(told.more)}</p>}
    </Surface>
  );
}

function Someone({ attendant: { member, topicId, title } }: { attendant: Attendant }) {
  return (
    <>
      <Face id={member.id} name={member.displayName} size={30} />
      <span className={classes.text}>
        <MemberName member={member} />
        {topicId && title && (
          <span className={classes.dim}>
            {strings.console.here.looksAt}{' '}
            <TextLink to="/t/$id/{-$number}" params={{ id: topicId }} dir="auto">
              {title}
            </TextLink>
          </span>
        )}
      </span>
    </>
  );
}
