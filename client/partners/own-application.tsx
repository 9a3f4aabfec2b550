import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { OwnApplication } from '../../shared/partners/applications.ts';
import type { PartnerRef } from '../../shared/partners/partners.ts';
import { dealings } from '../api/dealings.ts';
import { strings } from '../strings.ts';
import { Confirm } from '../ui/confirm.tsx';
import { onDay } from '../ui/dates.ts';
import { ButtonLink } from '../ui/link.tsx';
import { toast } from '../ui/toast.ts';
import { Evidence } from './evidence.tsx';
import classes from './own-dealing.module.css';

const said = strings.partnerDealings.application;

type OwnApplicationViewProps = { partner: PartnerRef; application: OwnApplication; archived?: boolean };

/** An application on file, and what can still be done with it. */
export function OwnApplicationView({ partner, application, archived }: OwnApplicationViewProps) {
  const [isWithdrawing, { open, close }] = useDisclosure();
  return (
    <>
      <p className={classes.text}>{said.hint(partner.name)}</p>
      <Sent application={application} />
      <div className={classes.actions}>
        {!archived && (
          <ButtonLink to="/partners/$slug/apply" params={{ slug: partner.slug }} size="sm" variant="light">
            {said.change}
          </ButtonLink>
        )}
        <Button size="sm" variant="default" onClick={open}>
          {said.withdraw}
        </Button>
      </div>
      {isWithdrawing && <Withdraw partner={partner} close={close} />}
    </>
  );
}

function Sent({ application: { headline, process, answers, createdAt, changedAt } }: { application: OwnApplication }) {
  const dates = [said.sentOn(onDay(createdAt)), changedAt > createdAt && said.changedOn(onDay(changedAt))];
  return (
    <>
      <p className={classes.dim}>{dates.filter(Boolean).join(', ')}</p>
      <details className={classes.details}>
        <summary>{said.show}</summary>
        <ul className={classes.sent}>
          <li dir="auto">{headline}</li>
          {answers.map((answer) => (
            <li key={answer.step}>
              <p className={classes.step} dir="auto">
                {process.steps.find(({ id }) => id === answer.step)?.title}
              </p>
              <Evidence answer={answer} />
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

function Withdraw({ partner: { slug, name }, close }: { partner: PartnerRef; close: () => void }) {
  async function withdraw() {
    await dealings.withdraw(slug);
    toast(said.withdrawn);
  }
  return (
    <Confirm title={said.withdrawTitle(name)} action={said.withdraw} danger confirm={withdraw} close={close}>
      <Text size="sm">{said.withdrawBody}</Text>
    </Confirm>
  );
}
