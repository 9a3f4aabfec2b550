import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { strings } from '../strings.ts';
import { toastProblem } from './toast.ts';

const UNDO_MS = 10_000;
let count = 0;

/** Says that something was done, and offers for a while to take it back. */
export function toastUndo(message: string, undo: () => Promise<unknown>): void {
  const id = `undo-${count++}`;
  const take = () => {
    notifications.hide(id);
    undo().catch(toastProblem);
  };
  notifications.show({ id, message: <Undo message={message} take={take} />, color: 'verdigris', autoClose: UNDO_MS });
}

function Undo({ message, take }: { message: string; take: () => void }) {
  return (
    <Group justify="space-between" gap="xs">
      {message}
      <Button variant="subtle" size="compact-sm" onClick={take}>
        {strings.drafts.undo}
      </Button>
    </Group>
  );
}
