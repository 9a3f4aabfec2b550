import { groupStream } from '../../shared/streams.ts';
import type { Person } from '../author.ts';
import { Baseline } from '../baseline.ts';
import { makeGroups, makeMembers } from '../community.ts';
import { Crowd } from '../crowd.ts';
import { GuildhallNode } from '../node.ts';
import type { Options } from '../options.ts';
import type { Memory } from '../processes/probe.ts';
import type { Result, Row } from '../report.ts';
import { ratiosOf, spreadOf } from '../spread.ts';
import { watchers } from '../stage.ts';

/** Bytes a socket takes, by how many there are. */
type Measured = Map<number, Memory>;
type Subject = { open: (sockets: number) => Promise<void>; memory: () => Promise<Memory>; stop: () => Promise<void> };

const SIZES = [1_000, 2_000];
/** The first sockets pay for what is made once; they are not counted. */
const FIRST = 100;
const GROUPS = 5;
/** Rounds start everything afresh, which takes long: there are fewer of them. */
const MOST_ROUNDS = 3;

/** What a socket that only watches takes. */
export async function memory(options: Options): Promise<Result> {
  const rounds: { ours: Measured; bare: Measured }[] = [];
  while (rounds.length < Math.min(MOST_ROUNDS, options.repeats)) {
    const ours = await measure(await guildhall(options));
    rounds.push({ ours, bare: await measure(await bareSocketIo()) });
  }
  const rows = SIZES.flatMap((size) =>
    (['rss', 'js'] as const).flatMap((kind): Row[] => {
      const [ours, bare] = (['ours', 'bare'] as const).map((who) =>
        rounds.map((round) => round[who].get(size)![kind] / 1_024),
      );
      const unit = `KiB a socket, ${kind === 'rss' ? 'resident' : 'heap and buffers'}`;
      return [
        { what: `bare Socket.IO, ${size}`, figure: spreadOf(bare!), unit, ratio: spreadOf(bare!.map(() => 1)) },
        { what: `Guildhall, ${size}`, figure: spreadOf(ours!), unit, ratio: ratiosOf(ours!, bare!) },
      ];
    }),
  );
  const about = `an idle socket, signed in and watching ${GROUPS} groups, against a bare Socket.IO socket in ${GROUPS} rooms`;
  return { about, rows, notes: [`The process after garbage collection, less what it held with ${FIRST} sockets.`] };
}

async function measure({ open, memory, stop }: Subject): Promise<Measured> {
  await open(FIRST);
  const first = await memory();
  const measured: Measured = new Map();
  let opened = 0;
  for (const size of SIZES) {
    await open(size - opened);
    opened = size;
    const { rss, js } = await memory();
    measured.set(size, { rss: (rss - first.rss) / size, js: (js - first.js) / size });
  }
  await stop();
  return measured;
}

async function guildhall(options: Options): Promise<Subject> {
  const node = await GuildhallNode.start(options);
  const groups = await makeGroups(node, GROUPS);
  const people = await makeMembers(node, groups, FIRST + SIZES.at(-1)!);
  const streams = groups.map(({ id }) => groupStream(id));
  const crowd = new Crowd();
  const take = (count: number): Person[] => people.splice(0, count);
  return {
    open: (sockets) => crowd.open(node.url, watchers(take(sockets), streams)),
    memory: () => node.ask('memory'),
    async stop() {
      await crowd.stop();
      await node.stop();
    },
  };
}

async function bareSocketIo(): Promise<Subject> {
  const greeting = { socketIo: true } as const;
  const baseline = await Baseline.start('bench/processes/bare-socket-io.ts', greeting, 0);
  return {
    open: (sockets) => baseline.open(greeting, sockets),
    memory: () => baseline.ask('memory'),
    stop: () => baseline.stop(),
  };
}
