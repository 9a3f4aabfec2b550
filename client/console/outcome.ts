import type { Report } from '../../shared/reports.ts';
import { strings } from '../strings.ts';

/** What came of it, and by whom: "Removed by Ana". @param me whose name is "you" */
export function outcomeOf({ resolution, resolvedBy }: Report, me: string | null): string {
  const name = resolvedBy?.id === me ? strings.joining.you : (resolvedBy?.displayName ?? '');
  return resolution ? strings.console.queue.outcome(resolution, name) : '';
}
