import { Button, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { OwnInterest } from '../../shared/partners/inviting.ts';
import type { PartnerRef } from '../../shared/partners/partners.ts';
import { dealings } from '../api/dealings.ts';
import { useAct } from '../joining/use-act.ts';
import { strings } from '../strings.ts';
import { useDraft } from '../topics/use-draft.ts';
import { Ago } from '../ui/ago.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { toast } from '../ui/toast.ts';
import classes from './own-dealing.module.css';

const said = strings.partnerDealings.interest;

/** For those between whom and a partner there is nothing yet. */
export function ExpressInterest({ partner }: { partner: PartnerRef }) {
  const [isOpen, { open, close }] = useDisclosure();
  return (
    <>
      <p className={classes.text}>{said.hint}</p>
      <Button onClick={open}>{said.say}</Button>
      {isOpen && <InterestDialog partner={partner} close={close} />}
    </>
  );
}

function InterestDialog({ partner: { id, slug, name }, close }: { partner: PartnerRef; close: () => void }) {
  const [message, setMessage] = useDraft(`interest.${id}`);

  async function send() {
    await dealings.interest(slug, message);
    setMessage('');
    toast(said.sent(name));
  }

  return (
    <Confirm title={said.title(name)} action={said.send} disabled={!message.trim()} confirm={send} close={close}>
      <Textarea
        label={said.message}
        description={said.messageHint}
        autosize
        minRows={3}
        maxRows={8}
        maxLength={1_000}
        required
        data-autofocus
        value={message}
        onChange={(event) => setMessage(event.currentTarget.value)}
      />
    </Confirm>
  );
}

export function Interested({ partner, interest }: { partner: PartnerRef; interest: OwnInterest }) {
  const { act, busy } = useAct();
  const withdraw = () => act(() => dealings.noInterest(partner.slug), said.withdrawn);
  return (
    <>
      <p className={classes.text}>{said.since}</p>
      <blockquote className={classes.quote} dir="auto">
        {interest.message}
      </blockquote>
      <p className={classes.dim}>
        <Ago at={interest.at} />
      </p>
      <Button size="sm" variant="default" loading={busy} onClick={withdraw}>
        {said.withdraw}
      </Button>
    </>
  );
}
