import { Link } from '@tanstack/react-router';
import type { AuditLine } from '../../shared/audit.ts';
import type { AuditSource } from '../api/audit.ts';
import { strings } from '../strings.ts';
import { Ago } from '../ui/ago.tsx';
import { Face } from '../ui/face.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { aboutOf } from './about.ts';
import classes from './audit.module.css';

/** A line of an audit log; it leads to what it is about. */
export function AuditRow({ line, source }: { line: AuditLine; source: AuditSource }) {
  const about = aboutOf(line, source);
  if (!about) return <div className={classes.row}>{<Said line={line} />}</div>;
  return (
    <Link {...about} className={classes.row}>
      <Said line={line} />
    </Link>
  );
}

function Said({ line: { by, at, summary, reason, topic, kind, type } }: { line: AuditLine }) {
  const label = strings.audit.kindOf(kind) ?? strings.audit.topics[topic];
  return (
    <>
      <Face id={by.id} name={by.displayName} size={32} />
      <span className={classes.text}>
        <span className={classes.summary} dir="auto">
          {summary}
        </span>
        {reason && (
          <q className={classes.reason} dir="auto">
            {reason}
          </q>
        )}
        <span className={classes.dim}>
          @{by.username} · <Ago at={at} />
        </span>
      </span>
      <span className={classes.badge}>
        <StateBadge tone={type === 'act.done' ? undefined : 'waiting'}>{label}</StateBadge>
      </span>
    </>
  );
}
