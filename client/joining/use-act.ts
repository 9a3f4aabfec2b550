import { useState } from 'react';
import { toast, toastProblem } from '../ui/toast.ts';

/** Does something at the press of a button; says that it was done, or why not. The page learns of it by its event. */
export function useAct() {
  const [busy, setBusy] = useState(false);

  async function act(what: () => Promise<unknown>, done?: string): Promise<void> {
    setBusy(true);
    try {
      await what();
      if (done) toast(done);
    } catch (error) {
      toastProblem(error);
    } finally {
      setBusy(false);
    }
  }

  return { act, busy };
}
