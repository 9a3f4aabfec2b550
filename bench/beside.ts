import { setTimeout as wait } from 'node:timers/promises';
import type { Author } from './author.ts';
import { type CpuMs, type GuildhallNode, used } from './node.ts';
import type { Row } from './report.ts';
import { quantile, ratiosOf, spreadOf } from './spread.ts';

/** Where members post, while something else goes on or nothing does. */
export type Place = { node: GuildhallNode; authors: Author[]; topic: string; turnMs?: number };

/** Milliseconds until each reply was acknowledged: one every so often, and all authors at once. */
type Waits = { calm: number[]; busy: number[] };
/** A time of posting. `cpu` in milliseconds. */
export type Run = Waits & { ms: number; cpu: CpuMs };

/** What posting goes on beside: as long as it does, and when it has ended. */
export type Beside = { goesOn: () => boolean; ended: Promise<unknown> };

export const AUTHORS = 8;
/** Even posting: so many in a second. */
const RATE = 10;
/** One way of posting goes on for so long, then it is the other's turn. */
export const TURN_MS = 3_000;

/** True until the time has passed. */
export const after = (ms: number): Beside => {
  const end = performance.now() + ms;
  return { goesOn: () => performance.now() < end, ended: Promise.resolve() };
};

/** Posts in turns, evenly and with all authors at once, as long as something goes on. */
export async function post(place: Place, { goesOn, ended }: Beside): Promise<Run> {
  const [cpu, from] = [await place.node.cpuMs(), performance.now()];
  const waits: Waits = { calm: [], busy: [] };
  while (goesOn()) {
    await evenly(place, waits.calm, goesOn);
    await allAtOnce(place, waits.busy, goesOn);
  }
  await ended;
  return { ...waits, ms: performance.now() - from, cpu: used(cpu, await place.node.cpuMs()) };
}

async function evenly(place: Place, waits: number[], goesOn: () => boolean): Promise<void> {
  const sent: Promise<void>[] = [];
  const end = performance.now() + (place.turnMs ?? TURN_MS);
  while (performance.now() < end && goesOn()) {
    sent.push(reply(place, place.authors[sent.length % AUTHORS]!, waits));
    await wait(1_000 / RATE);
  }
  await Promise.all(sent);
}

async function allAtOnce(place: Place, waits: number[], goesOn: () => boolean): Promise<void> {
  const end = performance.now() + (place.turnMs ?? TURN_MS);
  const write = async (author: Author) => {
    while (performance.now() < end && goesOn()) await reply(place, author, waits);
  };
  await Promise.all(place.authors.map(write));
}

async function reply({ topic }: Place, author: Author, waits: number[]): Promise<void> {
  const sent = performance.now();
  await author.reply(topic);
  waits.push(performance.now() - sent);
}

/** What is told of the waits: each way of posting by its median, and by the slowest in a hundred. */
export const ROWS = [
  ['calm', 0.5],
  ['calm', 0.99],
  ['busy', 0.5],
  ['busy', 0.99],
] as const;

/** Each way of posting, alone and beside it, by a share of the waits. */
export function rowsOf(alone: Run[], beside: Run[], kind: keyof Waits, share: number): Row[] {
  const figures = [alone, beside].map((runs) =>
    runs.map((run) =>
      quantile(
        run[kind].toSorted((a, b) => a - b),
        share,
      ),
    ),
  );
  const how = kind === 'calm' ? `${RATE} replies a second` : `${AUTHORS} authors at once`;
  const unit = `ms to acknowledge, ${share === 0.5 ? 'median' : `p${share * 100}`}`;
  return ['alone', 'beside it'].map((what, index) => ({
    what: `${how}, ${what}`,
    figure: spreadOf(figures[index]!),
    unit,
    ratio: ratiosOf(figures[index]!, figures[0]!),
  }));
}
