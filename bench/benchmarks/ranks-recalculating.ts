import { setTimeout as wait } from 'node:timers/promises';
import { DEFAULT_LADDER } from '../../shared/ladders.ts';
import { Author } from '../author.ts';
import { inStore, makeGroups, makeMembers, makePeople } from '../community.ts';
import { type CpuMs, GuildhallNode, used } from '../node.ts';
import type { Options } from '../options.ts';
import { type Result, type Row, short } from '../report.ts';
import { quantile, ratiosOf, spreadOf } from '../spread.ts';
import { countedOf, makeStandings } from '../standings.ts';

type Place = { node: GuildhallNode; staff: Author; authors: Author[]; topic: string };

/** Milliseconds until each reply was acknowledged: one every so often, and all authors at once. */
type Waits = { calm: number[]; busy: number[] };
/** A time of posting. `cpu` in milliseconds. */
type Run = Waits & { ms: number; cpu: CpuMs };

const AUTHORS = 8;
/** Even posting: so many in a second. */
const RATE = 10;
/** One way of posting goes on for so long, then it is the other's turn. */
const TURN_MS = 3_000;
const ALONE_MS = 12_000;
const LOOK_MS = 250;
/** Of the members this share has a grace begun by one of the two ladders, and ended by the other. */
const MOVED_SHARE = 0.1;

const { rungs } = DEFAULT_LADDER;
const demanding = rungs.map((rung) =>
  rung.key === 'power-member' ? { ...rung, thresholds: { ...rung.thresholds, posts: 60 } } : rung,
);

/** Whether members who post notice that everyone's rank is being recalculated. */
export async function recalculating(options: Options): Promise<Result> {
  const place = await open(options);
  await post(place, after(2 * TURN_MS));
  const alone: Run[] = [];
  const beside: Run[] = [];
  while (beside.length < options.repeats) {
    alone.push(await post(place, after(ALONE_MS)));
    beside.push(await post(place, recalculation(place, beside.length % 2 === 0 ? demanding : rungs)));
  }
  const { recalculation: last } = await place.staff.ladder();
  await place.node.stop();
  return result(options, alone, beside, `${last.members.toLocaleString('en')} members, of whom ${last.grace} in grace`);
}

async function open({ members, ...options }: Options): Promise<Place> {
  const node = await GuildhallNode.start({ members, ...options });
  const [group] = await makeGroups(node, 1);
  const people = await makeMembers(node, [group!], AUTHORS);
  const authors = people.map((person) => new Author(node.url, person));
  const [staff] = await inStore(node, () => makePeople(1, 'staff'));
  const few = { posts: countedOf('power-member').posts };
  await inStore(node, () => makeStandings(members, (index) => (index % (1 / MOVED_SHARE) === 0 ? few : {})));
  return { node, staff: new Author(node.url, staff!), authors, topic: await authors[0]!.startTopic(group!) };
}

/** True until the time has passed. */
const after = (ms: number) => {
  const end = performance.now() + ms;
  return { goesOn: () => performance.now() < end, ended: Promise.resolve() };
};

/** Puts up a ladder; true until everyone has been gone through. */
function recalculation({ staff }: Place, ladder: typeof rungs) {
  let running = true;
  const look = async () => {
    const { version } = await staff.putUpLadder(ladder, (await staff.ladder()).version);
    while (running) {
      await wait(LOOK_MS);
      const latest = await staff.ladder();
      running = latest.version !== version || latest.recalculation.state === 'running';
    }
  };
  return { goesOn: () => running, ended: look() };
}

/** Posts in turns, evenly and with all authors at once, as long as something goes on. */
async function post(place: Place, { goesOn, ended }: ReturnType<typeof after>): Promise<Run> {
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
  const end = performance.now() + TURN_MS;
  while (performance.now() < end && goesOn()) {
    sent.push(reply(place, place.authors[sent.length % AUTHORS]!, waits));
    await wait(1_000 / RATE);
  }
  await Promise.all(sent);
}

async function allAtOnce(place: Place, waits: number[], goesOn: () => boolean): Promise<void> {
  const end = performance.now() + TURN_MS;
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

function result({ members }: Options, alone: Run[], beside: Run[], last: string): Result {
  const rows = (kind: keyof Waits, share: number): Row[] => {
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
  };
  const median = (runs: Run[], figure: (run: Run) => number) => short(spreadOf(runs.map(figure)).median);
  const seconds = ({ ms }: Run) => ms / 1_000;
  const cores = (runs: Run[], who: keyof CpuMs) => median(runs, ({ cpu, ms }) => (cpu[who] / ms) * 100);
  return {
    about: `replies while the ranks of ${members.toLocaleString('en')} members are recalculated, against replies alone`,
    rows: [...rows('calm', 0.5), ...rows('calm', 0.99), ...rows('busy', 0.5), ...rows('busy', 0.99)],
    notes: [
      `A recalculation took ${median(beside, seconds)} s, beside the posting: ${median(beside, (run) => members / seconds(run))} members a second.`,
      `The last went through ${last}.`,
      `Of a core: alone node ${cores(alone, 'node')} %, store ${cores(alone, 'store')} %; beside it node ${cores(beside, 'node')} %, store ${cores(beside, 'store')} %.`,
    ],
  };
}
