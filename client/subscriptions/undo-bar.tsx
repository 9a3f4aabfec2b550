import { Button } from '@mantine/core';
import { strings } from '../strings.ts';
import classes from './subscriptions-page.module.css';
import type { useDeletion } from './use-deletion.ts';

/** Says what was deleted and offers to take it back, for a while. */
export function UndoBar({ deletion: { undoable, undo, hold } }: { deletion: ReturnType<typeof useDeletion> }) {
  return (
    <div className={classes.undo} role="status">
      {undoable.length > 0 && (
        // biome-ignore lint/a11y/noStaticElementInteractions: whoever points at it or goes into it keeps it there.
        <div
          onMouseEnter={() => hold(true)}
          onMouseLeave={() => hold(false)}
          onFocus={() => hold(true)}
          onBlur={() => hold(false)}
        >
          {strings.notices.subscriptions.removed(undoable.length)}
          <Button size="compact-sm" radius="xl" onClick={undo}>
            {strings.notices.subscriptions.undo}
          </Button>
        </div>
      )}
    </div>
  );
}
