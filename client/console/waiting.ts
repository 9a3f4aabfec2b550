import { useQuery } from '@tanstack/react-query';
import type { ReportKind } from '../../shared/reports.ts';
import { joinRequestsQuery } from '../joining/queries.ts';
import { groupQueue, queueQuery } from './queries.ts';

/** How much waits for those who lead; `more`: at least so much. */
export type Waiting = Record<ReportKind | 'request', { count: number; more: boolean }>;

/** Null until it is known, and for whoever may not know it. */
export function useWaiting(slug: string): Waiting | null {
  const { data: reports } = useQuery(queueQuery(groupQueue(slug), 'open'));
  const { data: requests } = useQuery(joinRequestsQuery(slug));
  if (!reports || !requests) return null;
  const of = (kind: ReportKind) => ({
    count: reports.items.filter((report) => report.kind === kind).length,
    more: reports.next !== null,
  });
  return {
    report: of('report'),
    held: of('held'),
    appeal: of('appeal'),
    request: { count: requests.items.length, more: requests.next !== null },
  };
}

export const inQueue = ({ report, held, appeal }: Waiting): number => report.count + held.count + appeal.count;
