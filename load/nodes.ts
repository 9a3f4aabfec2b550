import type { Finding, NodeSample } from './measured.ts';

/** What the nodes' /metrics tell, once a second, for as long as a run goes. */
export type NodeWatch = {
  /** The latest of each node that answers. */
  read(): NodeSample[];
  /** What the reader of a report should know: nodes that do not tell. */
  findings(): Finding[];
  stop(): void;
};

/** @param urls the nodes themselves, without /metrics: what a balancer answers is of some node or other. */
export function watchNodes(_urls: string[], _options: { token?: string } = {}): NodeWatch {
  return { read: () => [], findings: () => [], stop: () => {} };
}
