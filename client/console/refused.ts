import type { Report } from '../../shared/reports.ts';
import { hasCode } from '../api/problem.ts';
import { tellQuicker } from '../moderation/acting.ts';
import { strings } from '../strings.ts';
import { toast } from '../ui/toast.ts';
import { outcomeOf } from './outcome.ts';

/** Another leader has it or has decided it: says who and what. @throws any other error as it is */
export function tellRefused(error: unknown): void {
  if (!hasCode(error, 'claimed', 'already_decided')) {
    tellQuicker(error);
    return;
  }
  const report = error.current as Report | null;
  toast((report && textOf(report)) ?? error.message, strings.joining.decidedAlready);
}

function textOf(report: Report): string | null {
  if (report.state === 'resolved') return outcomeOf(report, null);
  return report.claimed && strings.console.queue.claimedBy(report.claimed.by.displayName);
}
