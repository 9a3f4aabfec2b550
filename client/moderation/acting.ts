import type { Act, NewAct } from '../../shared/acts.ts';
import { acts } from '../api/acts.ts';
import { hasCode } from '../api/problem.ts';
import { strings } from '../strings.ts';
import { toast } from '../ui/toast.ts';
import { toastUndo } from '../ui/undo.tsx';

/** Acts, says that it was done, and offers to take it back. That someone else was quicker is told, and is no mistake of anyone's. */
export async function perform(slug: string, act: NewAct, said: string): Promise<void> {
  try {
    const done = await acts.perform(slug, act);
    const first = done.acts[0];
    if (first) offerUndo(said, first.id);
    else toast(said);
  } catch (error) {
    tellQuicker(error);
  }
}

export function offerUndo(said: string, actId: string): void {
  toastUndo(said, async () => {
    await acts.undo(actId);
    toast(strings.acts.undone);
  });
}

/** Who was quicker, and with what. @throws any other error as it is */
export function tellQuicker(error: unknown): void {
  if (!hasCode(error, 'already_acted')) throw error;
  const act = error.current as Act | null;
  toast(act?.by ? quickerText(act) : error.message);
}

function quickerText({ by, kind, reason }: Act): string {
  const why = reason ? ` ${strings.acts.why(reason)}` : '';
  return strings.acts.quicker(by.displayName, kind) + why;
}
