import type { EventOf, LoggedEvent } from '../events.ts';
import { byAge } from '../order.ts';
import type { Report, ReportKind, Reports } from '../reports.ts';
import { groupStream } from '../streams.ts';
import { reduceAct } from './acts.ts';
import { isRelabelling, LABEL_EVENTS, relabel } from './labels.ts';
import { type Reducer, reducer, withItem } from './reducer.ts';

type Filter = { state: Report['state']; kind?: ReportKind };

/** A queue, of all kinds or one. What comes in beyond the last that is shown is for the next page. */
export const reduceReportsIn = ({ state, kind }: Filter): Reducer<Reports> =>
  reducer<Reports>((list, event) => {
    const items = list.items.map((item) => reduceReport(item, event));
    if (!isOfReport(event)) return { ...list, items };
    const others = items.filter(({ id }) => id !== event.data.id);
    const { state: is, kind: of } = event.data;
    const fits = event.type !== 'report.left' && is === state && (!kind || of === kind);
    return { ...list, items: fits ? withItem({ ...list, items: others }, event.data, ORDER[state]) : others };
  }, LABEL_EVENTS);

const byDecision = (a: Report, b: Report): number =>
  (b.resolvedAt ?? '').localeCompare(a.resolvedAt ?? '') || (a.id < b.id ? 1 : -1);

const ORDER = { open: byAge, resolved: byDecision };

type ReportEvent = EventOf<Extract<LoggedEvent['type'], `report.${string}`>>;

const isOfReport = (event: LoggedEvent): event is ReportEvent => event.type.startsWith('report.');

/** A report, wherever it is shown. */
export function reduceReport(report: Report, event: LoggedEvent): Report {
  if (isOfReport(event)) return event.data.id === report.id ? event.data : report;
  const { post, act, group, entries, claimed, resolvedBy } = report;
  const now = { ...report, act: act && reduceAct(act, event) };
  if (event.type === 'group.updated') {
    const named = group && event.stream === groupStream(group.id);
    return named ? { ...now, group: { ...group, name: event.data.name } } : now;
  }
  if (!isRelabelling(event)) return now;
  return {
    ...now,
    post: post && { ...post, author: relabel(post.author, event) },
    entries: entries.map((entry) => ({ ...entry, by: entry.by && relabel(entry.by, event) })),
    claimed: claimed && { ...claimed, by: relabel(claimed.by, event) },
    resolvedBy: resolvedBy && relabel(resolvedBy, event),
  };
}
