import type { Stream } from '../../shared/streams.ts';

/** Something that wants to write to streams. */
export type Job = { streams: readonly Stream[] };

const BATCH = 64;
/** Where so many write at once, those whose turn it was just now are waited for before the next batch begins … */
const CROWD = 3;
/** … for so long: they have to be answered first and to write on. */
const GATHER_MS = 20;

/**
 * Lets one batch of jobs at a time write to a stream; what queues up meanwhile goes together in the next batch.
 * A stream's head can be taken by one transaction at a time: without this queue a busy group's writers would run into
 * each other and retry without end. Jobs on the same stream run in the order they came.
 *
 * A batch costs much the same for one as for many. Without waiting a little between batches, writers who write on at once
 * would fall into two camps, of which one is answered while the other is at work: half as many in each.
 */
export class Lanes<J extends Job> {
  #waiting: J[] = [];
  readonly #busy = new Set<Stream>();
  readonly #gathering = new Set<Gathering>();
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
    for (const gathering of this.#gathering) if (overlap(job, gathering.streams)) gathering.came();
  }

  #start(): void {
    const { batches, waiting } = sortOut(this.#waiting, this.#busy);
    this.#waiting = waiting;
    for (const { streams, jobs } of batches) {
      for (const stream of streams) this.#busy.add(stream);
      void this.#run(jobs).then(async () => {
        await this.#gather(streams, jobs.length);
        for (const stream of streams) this.#busy.delete(stream);
        this.#start();
      });
    }
  }

  /** Comes back when as many wait as there are now and were in the last batch, or when that takes too long. */
  async #gather(streams: ReadonlySet<Stream>, last: number): Promise<void> {
    const waiting = this.#waiting.filter((job) => overlap(job, streams)).length;
    if (waiting + last < CROWD || waiting >= BATCH) return;
    await new Promise<void>((resolve) => {
      let missing = last;
      const end = () => {
        clearTimeout(timer);
        this.#gathering.delete(gathering);
        resolve();
      };
      // What has come meanwhile, during a long turn of the loop, is read first.
      const timer = setTimeout(() => setImmediate(end), GATHER_MS);
      const came = () => {
        missing -= 1;
        if (missing === 0) end();
      };
      const gathering: Gathering = { streams, came };
      this.#gathering.add(gathering);
    });
  }
}

/** A pause between two batches on the same streams. */
type Gathering = { streams: ReadonlySet<Stream>; came: () => void };

const overlap = (job: Job, streams: ReadonlySet<Stream>) => job.streams.some((stream) => streams.has(stream));

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
