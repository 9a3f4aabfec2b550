import type { Report } from '../../measured.ts';
import { count, rate, span } from '../figures.ts';
import { peaksOf, phasesOf } from '../summary.ts';
import { html, type Markup } from './markup.ts';

/** The handful of figures one looks for first. */
export function headline(report: Report): Markup {
  const { totals, knee } = report;
  const busiest = Math.max(0, ...phasesOf(report.samples).map(({ acknowledged }) => acknowledged));
  const told: [string, string][] = [
    ...(knee?.best ? [['The limit, posts/s', rate(knee.best.rate)] as [string, string]] : []),
    ['Sockets', count(totals.sockets)],
    ['Posts/s, busiest phase', rate(busiest)],
    ['Deliveries/s, best second', count(peaksOf(report).deliveries)],
    ['Acknowledged, p99', span(totals.timings.acknowledged?.p99)],
    ['Delivered, p99', span(totals.timings.delivered?.p99)],
    ['Posts failed', count(totals.posts.failed)],
  ];
  return html`<dl class="figures">${told.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>`;
}
