import type { EventOf } from '../events.ts';
import type { Report } from '../reports.ts';
import { phraseOf } from './act-phrases.ts';
import type { Said } from './said.ts';

type ReportEvent = EventOf<
  'report.filed' | 'report.claimed' | 'report.released' | 'report.resolved' | 'report.reopened'
>;

/** They are many, and decide nothing. */
const CLAIMS: string[] = ['report.claimed', 'report.released'];

export function lineOfReport(event: ReportEvent): Said {
  const { id, post, act, reason, message, entries } = event.data;
  const note = event.type === 'report.filed' ? message || (entries.at(-1)?.note ?? '') : reason;
  return {
    topic: CLAIMS.includes(event.type) ? 'claims' : 'reports',
    subject: post?.author.username ?? act?.subject?.username ?? null,
    reason: note,
    summary: summary(event),
    actId: act?.id ?? null,
    topicId: post?.topicId ?? act?.topic?.id ?? null,
    number: post?.number ?? null,
    reportId: id,
  };
}

function summary({ type, actor, data }: ReportEvent): string {
  const who = actor.displayName;
  switch (type) {
    case 'report.filed':
      return filed(data, who);
    case 'report.claimed':
      return `${who} looks at ${thing(data)}`;
    case 'report.released':
      return `${thing(data, true)} waits again, put back by ${who}`;
    case 'report.resolved':
      return `${who} decided about ${thing(data)}: ${data.resolution ?? 'done'}`;
    case 'report.reopened':
      return `${who} opened ${thing(data)} again`;
    default:
      return type satisfies never;
  }
}

function filed(report: Report, who: string): string {
  if (report.kind === 'appeal') return `${who} sent ${thing(report)}`;
  if (report.kind === 'held') return `${thing(report, true)} waits for approval`;
  const byRule = report.entries.at(-1)?.by === null;
  return byRule ? `A rule reported ${postOf(report)}` : `${who} reported ${postOf(report)}`;
}

const postOf = ({ post }: Report): string => (post ? `a post by ${post.author.displayName}` : 'a post');

function thing(report: Report, first = false): string {
  const words = what(report);
  return first ? words.charAt(0).toUpperCase() + words.slice(1) : words;
}

function what(report: Report): string {
  if (report.kind === 'held') return `${postOf(report)} that is held back`;
  if (report.kind === 'report') return `a report about ${postOf(report)}`;
  return report.act
    ? `an appeal against what ${report.act.by.displayName} had done: ${phraseOf(report.act)}`
    : 'an appeal';
}
