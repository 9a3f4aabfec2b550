import type { LeadApplication } from '../../shared/leads.ts';
import { strings } from '../strings.ts';
import { ConfirmReason } from '../ui/confirm-reason.tsx';
import { toast } from '../ui/toast.ts';
import { decide } from './decide.ts';

type DeclineDialogProps = { application: LeadApplication; close: () => void };

/** The member is never told. */
export function DeclineDialog({ application: { id, name }, close }: DeclineDialogProps) {
  async function decline(note: string) {
    const why = note ? { note } : {};
    if (await decide(id, { decision: 'decline', ...why })) toast(strings.leads.declinedToast);
  }

  return (
    <ConfirmReason
      title={strings.leads.declineTitle(name)}
      body={strings.leads.declineBody}
      action={strings.leads.decline}
      label={strings.leads.note}
      confirm={decline}
      close={close}
    />
  );
}
