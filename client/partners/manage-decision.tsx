import { Button, Group as Row, Text } from '@mantine/core';
import { useState } from 'react';
import type { Application } from '../../shared/partners/applications.ts';
import { partnerConsole } from '../api/partner-console.ts';
import { strings } from '../strings.ts';
import { Ago } from '../ui/ago.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { ReasonField } from '../ui/reason-field.tsx';
import { Surface } from '../ui/surface.tsx';
import { toast } from '../ui/toast.ts';
import classes from './manage-application.module.css';
import { tellQuicker } from './manage-quicker.ts';

type Deciding = 'select' | 'decline';
type DecisionProps = { application: Application; archived: boolean };

const said = strings.partnerConsole.applications;

/** What was decided, and what still may be. */
export function Decision({ application, archived }: DecisionProps) {
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const { state, qualification } = application;
  const undecided = state === 'received' || state === 'declined';
  return (
    <Surface aria-labelledby="decision">
      <h2 id="decision" className={classes.title}>
        {said.decision}
      </h2>
      <div role="status">
        <Outcome application={application} />
      </div>
      {undecided && !qualification.qualified && <p className={classes.dim}>{said.unqualified}</p>}
      {undecided && archived && <p className={classes.dim}>{said.archived}</p>}
      {undecided && (
        <Row gap="xs" mt="sm">
          <Button size="sm" disabled={!qualification.qualified || archived} onClick={() => setDeciding('select')}>
            {said.select}
          </Button>
          {state === 'received' && (
            <Button size="sm" variant="default" onClick={() => setDeciding('decline')}>
              {said.decline}
            </Button>
          )}
        </Row>
      )}
      {deciding && <DecisionDialog decision={deciding} application={application} close={() => setDeciding(null)} />}
    </Surface>
  );
}

function Outcome({ application: { state, decidedBy, decidedAt, note } }: { application: Application }) {
  if (state === 'withdrawn') return <p className={classes.text}>{said.withdrawn}</p>;
  return (
    <>
      {state !== 'received' && decidedBy && (
        <p className={classes.text}>
          <b>{said.by(state, decidedBy.displayName)}</b>{' '}
          {decidedAt && (
            <span className={classes.dim}>
              <Ago at={decidedAt} />
            </span>
          )}
        </p>
      )}
      {note && (
        <p className={classes.note} dir="auto">
          {note}
        </p>
      )}
    </>
  );
}

type DecisionDialogProps = { decision: Deciding; application: Application; close: () => void };

function DecisionDialog({ decision, application: { id, from, note: before }, close }: DecisionDialogProps) {
  const [note, setNote] = useState(before);
  const selects = decision === 'select';
  const done = selects ? said.selected(from.displayName) : said.declined;
  const decide = async () => {
    const noted = note.trim() ? { note: note.trim() } : {};
    await partnerConsole.decide(id, { decision, ...noted }).then(() => toast(done), tellQuicker);
  };
  return (
    <Confirm
      title={selects ? said.selectTitle(from.displayName) : said.declineTitle(from.displayName)}
      action={selects ? said.select : said.decline}
      confirm={decide}
      close={close}
    >
      <Text size="sm" mb="sm">
        {selects ? said.selectBody : said.declineBody}
      </Text>
      <ReasonField label={said.note} hint={said.noteHint} reason={note} setReason={setNote} />
    </Confirm>
  );
}
