import { type Report, type Sample, TIMINGS } from '../measured.ts';
import { bytes, clock, cores, count, NONE, plain, rate, span } from './figures.ts';
import { nodesOf, phasesOf } from './summary.ts';

// What the tables of a report say, in the terminal and on the page. The first cell of a row says what the row is about.

export const timingRows = ({ totals }: Report): string[][] =>
  TIMINGS.flatMap((timing) => {
    const each = totals.timings[timing];
    return each ? [[timing, count(each.count), ...[each.p50, each.p90, each.p99, each.p999, each.max].map(span)]] : [];
  });

export const phaseRows = (samples: Sample[]): string[][] =>
  phasesOf(samples).map((phase) => [
    plain(phase.name),
    clock(phase.from),
    clock(phase.to),
    count(phase.sockets),
    rate(phase.acknowledged),
    count(phase.deliveries),
    span(phase.acknowledgedP99),
    span(phase.deliveredP99),
  ]);

export const nodeRows = (samples: Sample[]): string[][] =>
  nodesOf(samples).map((node) => [
    plain(node.node),
    cores(node.cpu.mean),
    cores(node.cpu.max),
    bytes(node.memoryBytes),
    span(node.loopDelayMs),
    node.sockets === null ? NONE : count(node.sockets),
  ]);
