import { Button } from '@mantine/core';
import { IconRosetteDiscountCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { ExpertState, ManagedExpert } from '../../shared/partners/experts.ts';
import { partnerConsole } from '../api/partner-console.ts';
import classes from '../joining/manage-list.module.css';
import { strings } from '../strings.ts';
import { Card } from '../ui/cards.tsx';
import { ConfirmReason } from '../ui/confirm-reason.tsx';
import { onDay } from '../ui/dates.ts';
import { Empty } from '../ui/empty.tsx';
import { toast } from '../ui/toast.ts';
import { ManageList } from './manage-list.tsx';
import { PersonLine, QualificationFold } from './manage-person.tsx';
import { expertsIn } from './manage-queries.ts';
import { States } from './manage-states.tsx';

const said = strings.partnerConsole.experts;
const HINTS: Partial<Record<ExpertState, string>> = { active: said.noneHint, lapsed: said.lapsedHint };

/** A partner's experts in one state, with whom something changed last first. */
export function ManagedExpertsPart({ slug }: { slug: string }) {
  const [state, setState] = useState<ExpertState>('active');
  return (
    <>
      <States names={said.states} state={state} choose={setState} />
      <ManageList
        key={state}
        list={expertsIn(slug, state)}
        label={said.states[state]}
        empty={
          <Empty icon={<IconRosetteDiscountCheck size={36} />} title={said.none[state]}>
            {HINTS[state]}
          </Empty>
        }
        render={(expert: ManagedExpert) => <ExpertCard slug={slug} expert={expert} />}
      />
    </>
  );
}

function ExpertCard({ slug, expert }: { slug: string; expert: ManagedExpert }) {
  const { person, headline, state, since, changedAt, exposures, qualification, reason } = expert;
  const ended = state === 'removed';
  return (
    <Card label={person.displayName} over={ended}>
      <PersonLine person={person} at={changedAt} under={headline} />
      {!ended && <QualificationFold of={person} qualification={qualification} />}
      {ended && (
        <p className={classes.message} dir="auto">
          {reason === null ? said.left : said.why(reason)}
        </p>
      )}
      <div className={classes.foot}>
        <span className={classes.dim}>
          {strings.partners.since(onDay(since))} · {said.featured(exposures)}
        </span>
        {!ended && <Remove slug={slug} expert={expert} />}
      </div>
    </Card>
  );
}

function Remove({ slug, expert: { person } }: { slug: string; expert: ManagedExpert }) {
  const [open, setOpen] = useState(false);
  const { username, displayName } = person;
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        ms="auto"
        aria-label={said.removeOf(displayName)}
        onClick={() => setOpen(true)}
      >
        {said.remove}
      </Button>
      {open && (
        <ConfirmReason
          title={said.removeTitle(displayName)}
          body={said.removeBody}
          action={said.remove}
          label={said.reason}
          required
          confirm={async (reason) => {
            await partnerConsole.removeExpert(slug, username, reason);
            toast(said.removed(displayName));
          }}
          close={() => setOpen(false)}
        />
      )}
    </>
  );
}
