import { Button } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { LeadApplication } from '../../shared/leads.ts';
import { CategoryIcon } from '../groups/category.tsx';
import { PersonLine } from '../joining/person-line.tsx';
import { strings } from '../strings.ts';
import { Card } from '../ui/cards.tsx';
import { ApproveDialog } from './approve-dialog.tsx';
import { DeclineDialog } from './decline-dialog.tsx';
import classes from './leads.module.css';

export function ApplicationRow({ application }: { application: LeadApplication }) {
  const { from, name, category, access, description, motivation, createdAt } = application;
  const [open, setOpen] = useState<'approve' | 'decline' | null>(null);
  const close = () => setOpen(null);
  return (
    <Card label={name}>
      <PersonLine member={from} at={createdAt} />
      <h2 className={classes.name} dir="auto">
        {name}
      </h2>
      <span className={classes.kind}>
        <CategoryIcon category={category} size={15} /> {category} · {strings.joining.accessOf[access]}
      </span>
      <p className={classes.text} dir="auto">
        {description}
      </p>
      <div className={classes.why}>
        <p className={classes.text} dir="auto">
          <b>{strings.leads.why}:</b> {motivation}
        </p>
      </div>
      <div className={classes.foot}>
        <Button
          size="xs"
          leftSection={<IconCheck size={14} />}
          aria-label={strings.leads.approveOf(name)}
          onClick={() => setOpen('approve')}
        >
          {strings.leads.approve}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconX size={14} />}
          aria-label={strings.leads.declineOf(name)}
          onClick={() => setOpen('decline')}
        >
          {strings.leads.decline}
        </Button>
      </div>
      {open === 'approve' && <ApproveDialog application={application} close={close} />}
      {open === 'decline' && <DeclineDialog application={application} close={close} />}
    </Card>
  );
}
