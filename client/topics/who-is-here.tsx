import { Popover, UnstyledButton, useMatches } from '@mantine/core';
import type { Actor } from '../../shared/accounts.ts';
import { MemberName } from '../accounts/member-name.tsx';
import { gatherings } from '../live/presence.ts';
import { strings } from '../strings.ts';
import { Face } from '../ui/face.tsx';
import { useStore } from '../ui/store.ts';
import { useTopicScene } from './topic-context.ts';
import classes from './who-is-here.module.css';

/** The faces of the others who are in this topic now; their names when one asks for them. */
export function WhoIsHere() {
  const { me } = useTopicScene();
  const gathering = useStore(gatherings.presence);
  const room = useMatches({ base: 3, xs: 5 });
  if (!gathering || gathering.count < 2) return null;
  const others = gathering.members.filter(({ id }) => id !== me.id);
  const count = gathering.count - 1;
  const faces = others.slice(0, count <= room ? room : room - 1);
  return (
    <Popover position="top-end" offset={14} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className={classes.faces}
          aria-label={strings.presence.here(count)}
          title={strings.presence.here(count)}
        >
          {faces.map(({ id, displayName }) => (
            <span key={id} className={classes.face}>
              <Face id={id} name={displayName} size={26} />
            </span>
          ))}
          {count > faces.length && <span className={classes.more}>{strings.presence.more(count - faces.length)}</span>}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown}>
        <Names others={others} count={count} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Names({ others, count }: { others: Actor[]; count: number }) {
  return (
    <>
      <p className={classes.title}>{strings.presence.title}</p>
      <ul className={classes.names}>
        {others.map((member) => (
          <li key={member.id}>
            <Face id={member.id} name={member.displayName} size={24} />
            <MemberName member={member} />
          </li>
        ))}
      </ul>
      {count > others.length && <p className={classes.rest}>{strings.presence.andMore(count - others.length)}</p>}
    </>
  );
}
