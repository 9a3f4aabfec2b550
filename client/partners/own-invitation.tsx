import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { OwnExpertInvitation } from '../../shared/partners/inviting.ts';
import type { PartnerRef } from '../../shared/partners/partners.ts';
import { dealings } from '../api/dealings.ts';
import { strings } from '../strings.ts';
import { Ago } from '../ui/ago.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { ButtonLink } from '../ui/link.tsx';
import { toast } from '../ui/toast.ts';
import classes from './own-dealing.module.css';

const said = strings.partnerDealings;

type InvitedProps = { partner: PartnerRef; invitation: OwnExpertInvitation; archived?: boolean };

/** Accepting an invitation is applying. */
export function Invited({ partner, invitation: { id, from, message, at }, archived }: InvitedProps) {
  const [isDeclining, { open, close }] = useDisclosure();
  return (
    <>
      <p className={classes.text}>
        {from === 'staff' ? said.invitation.by.staff : said.invitation.by.partner(partner.name)}
      </p>
      {message && (
        <blockquote className={classes.quote} dir="auto">
          {message}
        </blockquote>
      )}
      <p className={classes.dim}>
        <Ago at={at} />
      </p>
      {archived && <p className={classes.dim}>{said.archived}</p>}
      <div className={classes.actions}>
        {!archived && (
          <ButtonLink to="/partners/$slug/apply" params={{ slug: partner.slug }} size="sm">
            {said.invitation.apply}
          </ButtonLink>
        )}
        <Button size="sm" variant="default" onClick={open}>
          {said.invitation.decline}
        </Button>
      </div>
      {isDeclining && <Decline id={id} name={partner.name} close={close} />}
    </>
  );
}

function Decline({ id, name, close }: { id: string; name: string; close: () => void }) {
  async function decline() {
    await dealings.declineInvitation(id);
    toast(said.invitation.declined);
  }
  return (
    <Confirm
      title={said.invitation.declineTitle(name)}
      action={said.invitation.decline}
      danger
      confirm={decline}
      close={close}
    >
      <Text size="sm">{said.invitation.declineBody}</Text>
    </Confirm>
  );
}
