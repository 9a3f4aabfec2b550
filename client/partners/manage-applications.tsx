import { IconInbox } from '@tabler/icons-react';
import { useState } from 'react';
import type { Application } from '../../shared/partners/applications.ts';
import classes from '../joining/manage-list.module.css';
import { strings } from '../strings.ts';
import { Card } from '../ui/cards.tsx';
import { Empty } from '../ui/empty.tsx';
import { ButtonLink } from '../ui/link.tsx';
import { ManageList } from './manage-list.tsx';
import { PersonLine, QualificationFold } from './manage-person.tsx';
import { type ApplicationsState, applicationsIn } from './manage-queries.ts';
import { States } from './manage-states.tsx';

const said = strings.partnerConsole.applications;

/** The applications in one state, the longest waiting first. */
export function ApplicationQueue({ slug }: { slug: string }) {
  const [state, setState] = useState<ApplicationsState>('received');
  return (
    <>
      <States names={said.states} state={state} choose={setState} />
      <ManageList
        key={state}
        list={applicationsIn(slug, state)}
        label={said.states[state]}
        empty={
          <Empty icon={<IconInbox size={36} />} title={said.none[state]}>
            {state === 'received' && said.noneHint}
          </Empty>
        }
        render={(application: Application) => <ApplicationCard slug={slug} application={application} />}
      />
    </>
  );
}

function ApplicationCard({ slug, application }: { slug: string; application: Application }) {
  const { id, from, headline, createdAt, qualification, note, decidedBy, state } = application;
  return (
    <Card label={from.displayName}>
      <PersonLine person={from} at={createdAt} under={headline} />
      <QualificationFold of={from} qualification={qualification} />
      <div className={classes.foot}>
        <ButtonLink
          size="xs"
          to="/partners/$slug/manage"
          params={{ slug }}
          search={{ application: id }}
          aria-label={said.openOf(from.displayName)}
        >
          {said.open}
        </ButtonLink>
        {decidedBy && (state === 'selected' || state === 'declined') && (
          <span className={classes.dim}>
            {said.by(state, decidedBy.displayName)}
            {note && (
              <>
                {': '}
                <bdi>{note}</bdi>
              </>
            )}
          </span>
        )}
      </div>
    </Card>
  );
}
