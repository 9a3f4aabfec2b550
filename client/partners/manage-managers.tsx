import { Button, Text } from '@mantine/core';
import { IconUserStar } from '@tabler/icons-react';
import { useState } from 'react';
import type { PartnerConsole } from '../../shared/partners/partners.ts';
import type { Person } from '../../shared/partners/person.ts';
import { partnerConsole } from '../api/partner-console.ts';
import classes from '../joining/manage-list.module.css';
import { strings } from '../strings.ts';
import { Card, Cards } from '../ui/cards.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Empty } from '../ui/empty.tsx';
import { toast } from '../ui/toast.ts';
import { AppointManager } from './manage-appoint.tsx';
import { PersonLine } from './manage-person.tsx';
import { useIsStaff } from './use-staff.ts';

const said = strings.partnerSetup.managers;

/** Who manages the partner. Staff appoint and dismiss them. */
export function ManagersPart({ console: { partner, managers } }: { console: PartnerConsole }) {
  const staff = useIsStaff();
  return (
    <>
      {staff ? <AppointManager slug={partner.slug} /> : <p className={classes.dim}>{said.byStaff}</p>}
      {managers.length === 0 && (
        <Empty icon={<IconUserStar size={36} />} title={said.none}>
          {said.noneHint}
        </Empty>
      )}
      <Cards
        label={strings.partnerConsole.parts.managers}
        items={managers}
        render={(person) => (
          <Card label={person.displayName}>
            <PersonLine person={person} />
            {staff && <Dismiss slug={partner.slug} person={person} />}
          </Card>
        )}
      />
    </>
  );
}

function Dismiss({ slug, person: { username, displayName } }: { slug: string; person: Person }) {
  const [open, setOpen] = useState(false);
  return (
    <div className={classes.foot}>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={said.dismissOf(displayName)}
        onClick={() => setOpen(true)}
      >
        {said.dismiss}
      </Button>
      {open && (
        <Confirm
          title={said.dismissTitle(displayName)}
          action={said.dismiss}
          danger
          confirm={async () => {
            await partnerConsole.dismiss(slug, username);
            toast(said.dismissed(displayName));
          }}
          close={() => setOpen(false)}
        >
          <Text size="sm">{said.dismissBody}</Text>
        </Confirm>
      )}
    </div>
  );
}
