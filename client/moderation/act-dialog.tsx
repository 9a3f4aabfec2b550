import { Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Template } from '../strings/acts.ts';
import { Confirm } from '../ui/confirm.tsx';
import { ReasonChoice } from './reason-choice.tsx';

type ActDialogProps = {
  title: string;
  body?: string;
  action: string;
  danger?: boolean;
  /** Something else is still missing beside the reason. */
  disabled?: boolean;
  templates: Template[];
  confirm: (reason: string) => Promise<unknown>;
  close: () => void;
  /** What else there is to choose, above the reason. */
  children?: ReactNode;
};

/** Asks why an act is done before it is. */
export function ActDialog({
  title,
  body,
  action,
  danger,
  disabled,
  templates,
  confirm,
  close,
  children,
}: ActDialogProps) {
  const [reason, setReason] = useState('');
  return (
    <Confirm
      title={title}
      action={action}
      danger={danger}
      disabled={disabled || !reason.trim()}
      confirm={() => confirm(reason.trim())}
      close={close}
    >
      {body && (
        <Text size="sm" mb="sm">
          {body}
        </Text>
      )}
      {children}
      <ReasonChoice templates={templates} reason={reason} setReason={setReason} />
    </Confirm>
  );
}
