import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { OwnExpert } from '../../shared/partners/experts.ts';
import type { PartnerRef } from '../../shared/partners/partners.ts';
import { dealings } from '../api/dealings.ts';
import { strings } from '../strings.ts';
import { Confirm } from '../ui/confirm.tsx';
import { onDay } from '../ui/dates.ts';
import { ButtonLink } from '../ui/link.tsx';
import { toast } from '../ui/toast.ts';
import classes from './own-dealing.module.css';
import { QualificationLines } from './qualification-lines.tsx';

const said = strings.partnerDealings.badge;

/** One's own badge: whether it is good, or for what it rests. */
export function OwnBadge({ partner, expert }: { partner: PartnerRef; expert: OwnExpert }) {
  const [isLeaving, { open, close }] = useDisclosure();
  const { id, state, since, failing } = expert;
  return (
    <>
      <p className={classes.text}>{state === 'active' ? said.active(partner.name) : said.lapsed}</p>
      {state === 'lapsed' && <QualificationLines lines={failing} advise />}
      <p className={classes.dim}>{strings.partners.since(onDay(since))}</p>
      <div className={classes.actions}>
        <ButtonLink to="/badges/$id" params={{ id }} size="sm" variant="light">
          {said.show}
        </ButtonLink>
        <Button size="sm" variant="default" onClick={open}>
          {said.leave}
        </Button>
      </div>
      {isLeaving && <Leave partner={partner} close={close} />}
    </>
  );
}

function Leave({ partner: { slug, name }, close }: { partner: PartnerRef; close: () => void }) {
  async function leave() {
    await dealings.leave(slug);
    toast(said.left);
  }
  return (
    <Confirm title={said.leaveTitle(name)} action={said.leave} danger confirm={leave} close={close}>
      <Text size="sm">{said.leaveBody}</Text>
    </Confirm>
  );
}
