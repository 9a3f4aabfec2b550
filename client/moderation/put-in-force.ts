import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { hasCode } from '../api/problem.ts';
import { strings } from '../strings.ts';
import { toast } from '../ui/toast.ts';

/** What is put in force, where it is shown, and what is said when it is done. */
type Settings = { save: () => Promise<void>; queryKey: QueryKey; done: string };

/** Puts settings in force. Where someone else was quicker, the page then shows what they changed. */
export async function putInForce(client: QueryClient, { save, queryKey, done }: Settings): Promise<void> {
  try {
    await save();
    toast(done);
  } catch (error) {
    if (!hasCode(error, 'settings_changed')) throw error;
    toast(error.message, strings.joining.decidedAlready);
    await client.invalidateQueries({ queryKey });
  }
}
