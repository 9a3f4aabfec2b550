import type { Report, ReportReason, Resolution } from '../../shared/reports.ts';
import type { Template } from '../strings/acts.ts';
import { strings } from '../strings.ts';

/** What those who lead can decide. */
export type Decision = Exclude<Resolution, 'withdrawn'>;

/** The ways to decide it. @param above whether one may take away what its author wrote */
export function choicesFor({ kind, post }: Report, above: boolean): Decision[] {
  switch (kind) {
    case 'report':
      return above && post?.id ? ['removed', 'acted', 'dismissed'] : ['acted', 'dismissed'];
    case 'held':
      return ['approved', 'refused'];
    case 'appeal':
      return ['granted', 'denied'];
    default:
      kind satisfies never;
      return [];
  }
}

export function templatesFor(decision: Decision): Template[] {
  const { conduct, mercy, dismissal } = strings.acts;
  switch (decision) {
    case 'removed':
    case 'refused':
      return conduct;
    case 'dismissed':
      return dismissal;
    case 'granted':
      return mercy;
    default:
      return strings.console.queue.templates[decision];
  }
}

/** The place of a reason for a report among those for a removal. */
const CONDUCT: Partial<Record<ReportReason, number>> = {
  spam: 0,
  'off-topic': 1,
  harassment: 2,
  'personal-data': 3,
  illegal: 4,
};

/** The reason that fits as it is, most of the time. */
export function reasonFor(decision: Decision, { entries }: Report): string {
  const templates = templatesFor(decision);
  const reported = entries.find(({ reason }) => reason !== null)?.reason;
  const place = decision === 'removed' && reported ? (CONDUCT[reported] ?? -1) : 0;
  const fits = decision === 'refused' || decision === 'denied' ? -1 : place;
  return templates[fits]?.[1] ?? '';
}
