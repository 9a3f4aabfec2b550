import type { Message } from '../../shared/messages.ts';
import { messageReports } from '../api/messages.ts';
import { strings } from '../strings.ts';
import { ConfirmReason } from '../ui/confirm-reason.tsx';
import { toast } from '../ui/toast.ts';

export function ReportMessage({ message, close }: { message: Message; close: () => void }) {
  async function report(reason: string) {
    await messageReports.create(message.id, reason);
    toast(strings.messages.reported);
  }

  return (
    <ConfirmReason
      title={strings.messages.reportTitle}
      body={strings.messages.reportBody}
      action={strings.messages.report}
      label={strings.messages.reportReason}
      required
      confirm={report}
      close={close}
    />
  );
}
