import { hasCode } from '../api/problem.ts';
import { strings } from '../strings.ts';
import { toast } from '../ui/toast.ts';

/** Another manager has decided meanwhile: no mistake of anyone's, and the page shows it. @throws any other error as it is */
export function tellQuicker(error: unknown): void {
  if (!hasCode(error, 'already_decided')) throw error;
  toast(error.message, strings.partnerConsole.applications.quicker);
}
