import type { Stream } from '../../shared/streams.ts';

/** Something that wants to write to streams. */
export type Job = { streams: readonly Stream[] };

const BATCH = 64;

/**
 * Lets one batch of jobs at a time write to a stream; what queues up meanwhile goes together in the next batch.
 * A stream's head can be taken by one transaction at a time: without this queue a busy group's writers would run into
 * each other and retry without end. Jobs on the same stream run in the order they came.
 */
export class Lanes<J extends Job> {
  #waiting: J[] = [];
  readonly #busy = new Set<Stream>();
  readonly #run: (jobs: J[]) => Promise<void>;

  /** @param run does a batch; it must not reject. */
  constructor(run: (jobs: J[]) => Promise<void>) {
    this.#run = run;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  add(job: J): void {
    this.#waiting.push(job);
    if (!job.streams.some((stream) => this.#busy.has(stream))) this.#start();
  }

  #start(): void {
    const { batches, waiting } = sortOut(this.#waiting, this.#busy);
    this.#waiting = waiting;
    for (const { streams, jobs } of batches) {
      for (const stream of streams) this.#busy.add(stream);
      void this.#run(jobs).then(() => {
        for (const stream of streams) this.#busy.delete(stream);
        this.#start();
      });
    }
  }
}

type Batch<J> = { streams: Set<Stream>; jobs: J[] };

/** Which jobs can start now, together with those that fit in beside them; a job that must wait blocks those behind it. */
function sortOut<J extends Job>(queue: J[], busy: ReadonlySet<Stream>): { batches: Batch<J>[]; waiting: J[] } {
  const blocked = new Set(busy);
  const taken = new Map<Stream, Batch<J>>();
  const batches: Batch<J>[] = [];
  const waiting: J[] = [];
  for (const job of queue) {
    const batch = taken.get(job.streams[0]!);
    const free = job.streams.every((stream) => !blocked.has(stream));
    if (batch && free && batch.jobs.length < BATCH && job.streams.every((stream) => batch.streams.has(stream))) {
      batch.jobs.push(job);
    } else if (free && job.streams.every((stream) => !taken.has(stream))) {
      const fresh = { streams: new Set(job.streams), jobs: [job] };
      batches.push(fresh);
      for (const stream of job.streams) taken.set(stream, fresh);
    } else {
      waiting.push(job);
      for (const stream of job.streams) blocked.add(stream);
    }
  }
  return { batches, waiting };
}
