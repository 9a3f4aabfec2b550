import { Button, Group, Modal, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { strings } from '../strings.ts';
import { problemText } from './toast.ts';

type ConfirmProps = {
  title: string;
  action: string;
  danger?: boolean;
  disabled?: boolean;
  confirm: () => Promise<unknown>;
  close: () => void;
  children: ReactNode;
};

/** Asks before something is done, and stays open while it is being done or if it failed. */
export function Confirm({ title, action, danger, disabled, confirm, close, children }: ConfirmProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  async function go() {
    setBusy(true);
    setError(null);
    try {
      await confirm();
      close();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  }

  return (
    <Modal opened onClose={close} title={<Text fw={680}>{title}</Text>}>
      {children}
      {error !== null && (
        <Text role="alert" size="sm" c="brick" mt="sm">
          {problemText(error)}
        </Text>
      )}
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={close}>
          {strings.common.cancel}
        </Button>
        <Button color={danger ? 'brick' : undefined} loading={busy} disabled={disabled} onClick={go}>
          {action}
        </Button>
      </Group>
    </Modal>
  );
}
