import { Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Confirm } from './confirm.tsx';
import { ReasonField } from './reason-field.tsx';

type ConfirmReasonProps = {
  title: string;
  body: string;
  action: string;
  label: string;
  required?: boolean;
  /** `reason` is empty where none was given. */
  confirm: (reason: string) => Promise<unknown>;
  close: () => void;
  /** What else there is to choose, above the reason. */
  children?: ReactNode;
};

/** Asks before something is done to somebody, and why it is done. */
export function ConfirmReason({ title, body, action, label, required, confirm, close, children }: ConfirmReasonProps) {
  const [reason, setReason] = useState('');
  return (
    <Confirm
      title={title}
      action={action}
      danger
      disabled={required && !reason.trim()}
      confirm={() => confirm(reason.trim())}
      close={close}
    >
      <Text size="sm" mb="sm">
        {body}
      </Text>
      {children}
      <ReasonField label={label} required={required} reason={reason} setReason={setReason} />
    </Confirm>
  );
}
