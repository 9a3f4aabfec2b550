import type { Person } from '../../shared/partners/person.ts';
import type { Qualification } from '../../shared/partners/qualification.ts';
import { MemberName } from '../accounts/member-name.tsx';
import classes from '../joining/manage-list.module.css';
import { strings } from '../strings.ts';
import { Ago } from '../ui/ago.tsx';
import { Face } from '../ui/face.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import own from './manage-person.module.css';
import { QualificationLines } from './qualification-lines.tsx';

type PersonLineProps = { person: Person; at?: string; under?: string };

/** Whom it is about, and when it was, where it was at a time. */
export function PersonLine({ person, at, under }: PersonLineProps) {
  return (
    <div className={classes.person}>
      <Face id={person.id} name={person.displayName} size={40} />
      <div className={classes.text}>
        <div className={classes.name}>
          <MemberName member={person} />
          <span className={classes.dim}>@{person.username}</span>
        </div>
        {under && <span dir="auto">{under}</span>}
      </div>
      {at && (
        <span className={classes.dim}>
          <Ago at={at} />
        </span>
      )}
    </div>
  );
}

/** Whether someone meets what the partner asks for, in a word; and line by line where one asks. */
export function QualificationFold({ of, qualification }: { of: Person; qualification: Qualification }) {
  const { qualified, newcomer, lines } = qualification;
  const said = strings.partnerConsole;
  return (
    <details className={own.fold}>
      <summary aria-label={said.qualificationOf(of.displayName, said.qualified(qualified))}>
        <StateBadge tone={qualified ? 'good' : 'waiting'}>{said.qualified(qualified)}</StateBadge>
        {newcomer && <StateBadge>{said.newcomer}</StateBadge>}
        <span className={classes.dim}>{said.met(lines)}</span>
      </summary>
      <QualificationLines lines={lines} />
    </details>
  );
}
