import type { ReportAnswer, ReportKind, Resolution } from '../../shared/reports.ts';
import { accountStream, groupStream, leadersStream, type Stream } from '../../shared/streams.ts';
import type { AccountRecord } from '../accounts/account.ts';
import { type ActRecord, actById } from '../acts/act.ts';
import { streamsOf as actStreams, keepActs } from '../acts/keep-acts.ts';
import { AppError } from '../lib/errors.ts';
import { refuseClaimed } from '../reports/claim.ts';
import { closeReport, refuseClosed } from '../reports/closing.ts';
import { presentReport } from '../reports/present.ts';
import { type ReportRecord, reportById } from '../reports/report.ts';
import { atReport, type Desk } from './report-at-hand.ts';
import { type Decision, verdicts } from './verdicts.ts';

/** What each kind of report can be decided to be. */
const FITTING: Record<ReportKind, Resolution[]> = {
  report: ['removed', 'acted', 'dismissed'],
  held: ['approved', 'refused'],
  appeal: ['granted', 'denied'],
};

/**
 * Decides a report, for who holds it or while nobody does. What that changes and the decision are there together, or neither.
 * @throws AppError not_found, forbidden, claimed, already_decided, invalid_request, and those of what it takes
 */
export function resolveReport(viewer: AccountRecord, id: string, decision: Decision): Promise<ReportAnswer> {
  return atReport(viewer, id, streamsOf, async (report, desk) => {
    await refuseClosed(report);
    await refuseClaimed(viewer, report);
    refuseUnfit(report, decision);
    const acts = await verdicts[decision.resolution](desk, report, decision.reason);
    const shown = acts.length > 0 ? await keepActs(viewer, acts) : [];
    return { report: await presentReport(await closed(desk, report, decision, acts)), acts: shown };
  });
}

/** What takes a post away decides its report by itself. */
async function closed({ viewer }: Desk, { _id }: ReportRecord, decision: Decision, acts: ActRecord[]) {
  const report = await reportById(_id);
  return report.state === 'open' ? closeReport(viewer, report, { ...decision, act: acts[0]?._id }) : report;
}

/** Where what a decision comes to is told, beside the queue. */
async function streamsOf({ group, post, act }: ReportRecord): Promise<Stream[]> {
  const against = act && (await actById(act));
  const within = against?.group ?? group;
  return [
    ...(within ? [groupStream(within.toString()), leadersStream(within.toString())] : []),
    ...(against ? actStreams(against) : []),
    ...(post ? [accountStream(post.author.toString())] : []),
  ];
}

function refuseUnfit({ kind }: ReportRecord, { resolution }: Decision): void {
  if (FITTING[kind].includes(resolution)) return;
  const errors = [{ path: 'resolution', message: `must be one of ${FITTING[kind].join(', ')}` }];
  throw new AppError('invalid_request', 'This is no way to decide it.', { errors });
}
