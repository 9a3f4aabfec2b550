import type { ReportAnswer, ReportChange } from '../../shared/reports.ts';
import type { AccountRecord } from '../accounts/account.ts';
import { claim, putBack } from '../reports/claim.ts';
import { refuseClosed } from '../reports/closing.ts';
import { presentReport } from '../reports/present.ts';
import { atReport } from './report-at-hand.ts';
import { resolveReport } from './resolving.ts';

/**
 * Takes a report out of the queue, puts it back, or decides it.
 * @throws AppError not_found, forbidden, claimed and already_decided (with the report as `current`), invalid_request
 */
export function changeReport(viewer: AccountRecord, id: string, change: ReportChange): Promise<ReportAnswer> {
  return 'claim' in change ? changeClaim(viewer, id, change.claim) : resolveReport(viewer, id, change);
}

function changeClaim(viewer: AccountRecord, id: string, claimed: boolean): Promise<ReportAnswer> {
  return atReport(
    viewer,
    id,
    async () => [],
    async (report) => {
      await refuseClosed(report);
      const now = claimed ? await claim(viewer, report) : await putBack(viewer, report);
      return { report: await presentReport(now), acts: [] };
    },
  );
}
