import { setTimeout as wait } from 'node:timers/promises';
import { DEFAULT_LADDER } from '../../shared/ladders.ts';
import { Author } from '../author.ts';
import {
  AUTHORS,
  after,
  type Beside,
  type Place as Posting,
  post,
  ROWS,
  type Run,
  rowsOf,
  TURN_MS,
} from '../beside.ts';
import { inStore, makeGroups, makeMembers, makePeople } from '../community.ts';
import { type CpuMs, GuildhallNode } from '../node.ts';
import type { Options } from '../options.ts';
import { type Result, short } from '../report.ts';
import { spreadOf } from '../spread.ts';
import { countedOf, makeStandings } from '../standings.ts';

type Place = Posting & { staff: Author };

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

/** Puts up a ladder; true until everyone has been gone through. */
function recalculation({ staff }: Place, ladder: typeof rungs): Beside {
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

function result({ members }: Options, alone: Run[], beside: Run[], last: string): Result {
  const median = (runs: Run[], figure: (run: Run) => number) => short(spreadOf(runs.map(figure)).median);
  const seconds = ({ ms }: Run) => ms / 1_000;
  const cores = (runs: Run[], who: keyof CpuMs) => median(runs, ({ cpu, ms }) => (cpu[who] / ms) * 100);
  return {
    about: `replies while the ranks of ${members.toLocaleString('en')} members are recalculated, against replies alone`,
    rows: ROWS.flatMap(([kind, share]) => rowsOf(alone, beside, kind, share)),
    notes: [
      `A recalculation took ${median(beside, seconds)} s, beside the posting: ${median(beside, (run) => members / seconds(run))} members a second.`,
      `The last went through ${last}.`,
      `Of a core: alone node ${cores(alone, 'node')} %, store ${cores(alone, 'store')} %; beside it node ${cores(beside, 'node')} %, store ${cores(beside, 'store')} %.`,
    ],
  };
}
