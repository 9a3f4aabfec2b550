import type { ReactNode } from 'react';
import type { LadderVersion } from '../../../shared/ladder-versions.ts';
import { MemberName } from '../../accounts/member-name.tsx';
import { strings } from '../../strings.ts';
import { Ago } from '../../ui/ago.tsx';
import classes from './version-line.module.css';

/** Which ladder it is, whose, and why it was made. */
export function VersionLine({
  version: { version, by, at, note },
  children,
}: {
  version: LadderVersion;
  children?: ReactNode;
}) {
  return (
    <div>
      <div className={classes.line}>
        <b>{strings.ladder.version(version)}</b>
        {children}
        <span className={classes.dim}>
          {by && (
            <>
              {strings.ladder.by} <MemberName member={by} />,{' '}
            </>
          )}
          <Ago at={at} />
        </span>
      </div>
      <p className={classes.note} dir="auto">
        {note ? strings.ladder.note(note) : strings.ladder.first}
      </p>
    </div>
  );
}
