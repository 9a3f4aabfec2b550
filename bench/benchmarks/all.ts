import type { Options } from '../options.ts';
import type { Result } from '../report.ts';
import { connecting } from './connecting.ts';
import { crossing } from './crossing.ts';
import { directory } from './directory.ts';
import { fanOut } from './fan-out.ts';
import { inbox, unread } from './inbox.ts';
import { memory } from './memory.ts';
import { nodes } from './nodes.ts';
import { posting } from './posting.ts';
import { due, evaluating } from './ranks.ts';
import { recalculating } from './ranks-recalculating.ts';
import { reading } from './reading.ts';
import { rechecking } from './rechecking.ts';
import { removing } from './removing.ts';
import { subscribed, subscribers } from './subscribers.ts';
import { sustained } from './sustained.ts';

export const BENCHMARKS = {
  'fan-out': fanOut,
  'fan-out-5000': (options) => fanOut({ ...options, sockets: 5_000, rate: 10, events: 10 }),
  posting,
  sustained,
  reading,
  connecting,
  memory,
  subscribers,
  subscribed,
  inbox,
  unread,
  'ranks-evaluating': evaluating,
  'ranks-recalculating': recalculating,
  'ranks-due': due,
  removing,
  directory,
  'directory-rechecking': rechecking,
  crossing,
  nodes,
} satisfies Record<string, (options: Options) => Promise<Result>>;

export type BenchmarkName = keyof typeof BENCHMARKS;
