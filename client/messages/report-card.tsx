import { Button } from '@mantine/core';
import type { Message, MessageReport } from '../../shared/messages.ts';
import { MemberName } from '../accounts/member-name.tsx';
import { messageReports } from '../api/messages.ts';
import { hasCode } from '../api/problem.ts';
import { useAct } from '../joining/use-act.ts';
import { strings } from '../strings.ts';
import { Ago } from '../ui/ago.tsx';
import { Surface } from '../ui/surface.tsx';
import { toast } from '../ui/toast.ts';
import classes from './report-card.module.css';

/** A reported message among those before it, and why it was reported. */
export function ReportCard({ report }: { report: MessageReport }) {
  const { reporter, reason, message, context, createdAt } = report;
  return (
    <Surface className={classes.card} aria-label={strings.messages.reports.by(reporter.displayName)}>
      <div className={classes.head}>
        <span className={classes.dim}>{strings.messages.reports.reportedBy}</span>
        <MemberName member={reporter} />
        <span className={classes.dim}>
          <Ago at={createdAt} />
        </span>
      </div>
      <p className={classes.reason} dir="auto">
        {reason}
      </p>
      <ul className={classes.messages}>
        {context.map((each) => (
          <Line key={each.id} message={each} />
        ))}
        <Line message={message} reported />
      </ul>
      <Outcome report={report} />
    </Surface>
  );
}

function Line({ message: { from, body, invitation }, reported }: { message: Message; reported?: boolean }) {
  return (
    <li
      className={classes.message}
      data-reported={reported || undefined}
      aria-label={reported ? strings.messages.reports.theMessage : undefined}
      dir="auto"
    >
      <MemberName member={from} />: {invitation ? strings.messages.invited(invitation.group.name) : ''} {body}
    </li>
  );
}

function Outcome({ report: { id, state, handledBy } }: { report: MessageReport }) {
  const { act, busy } = useAct();
  if (state === 'handled') {
    return <p className={classes.dim}>{strings.messages.reports.handledBy(handledBy?.displayName ?? '')}</p>;
  }
  return (
    <div className={classes.foot}>
      <Button size="xs" loading={busy} onClick={() => act(() => handle(id))}>
        {strings.messages.reports.handle}
      </Button>
    </div>
  );
}

/** Two of the staff may look at the same report: the second need not worry. */
async function handle(id: string): Promise<void> {
  try {
    await messageReports.handle(id);
  } catch (error) {
    if (!hasCode(error, 'already_decided')) throw error;
    toast(strings.messages.reports.decided);
  }
}
