import { setTimeout as wait } from 'node:timers/promises';
import { Baseline } from '../baseline.ts';
import { Feeder } from '../feeder.ts';
import { type CpuMs, used } from '../node.ts';
import type { Options } from '../options.ts';
import { Redis } from '../redis.ts';
import { type Result, type Row, short } from '../report.ts';
import { ratiosOf, spreadOf } from '../spread.ts';
import { closeStage, openStage, type Stage } from '../stage.ts';

type Servers = { stage: Stage; redis: Redis; feeder: Feeder; ws: Baseline; socketIo: Baseline; text: string };

/** How events come: `times` a round, one every `everyMs` milliseconds, or `atOnce` in one turn of the loop. */
type Pace = { times: number; atOnce: number; everyMs: number };

/** CPU milliseconds the servers spent on the same events; `standing`: what the node spends in a second without any. */
type Round = { ours: number; written: number; sent: number; socketIo: number; standing: CpuMs };

const WARM_UP_DELIVERIES = 150_000;
/** Events in one turn of the loop in a busy room. */
const AT_ONCE = 10;

/** What it costs to bring events to everyone in a room. */
export async function fanOut(options: Options): Promise<Result> {
  const servers = await open(options);
  const single = { times: options.events, atOnce: 1, everyMs: 1_000 / options.rate };
  const busy = { times: Math.ceil(options.events / 6), atOnce: AT_ONCE, everyMs: (2 * 1_000) / options.rate };
  await compare(servers, { ...single, times: Math.ceil(WARM_UP_DELIVERIES / options.sockets), everyMs: 5 });
  const rounds: { single: Round; busy: Round }[] = [];
  while (rounds.length < options.repeats) {
    rounds.push({ single: await compare(servers, single), busy: await compare(servers, busy) });
  }
  await close(servers);
  return {
    about: `an event to ${options.sockets} sockets, against raw ws that writes the same ${servers.text.length} bytes`,
    rows: [
      ...rowsOf(
        'one',
        options,
        single,
        rounds.map((round) => round.single),
      ),
      ...rowsOf(
        'ten',
        options,
        busy,
        rounds.map((round) => round.busy),
      ),
    ],
    notes: [
      `One: ${single.times} events a round, ${options.rate} a second, each in a loop turn of its own. Ten: ${busy.times} times ten, each ten in one turn.`,
      `A delivery: ${micros(
        options,
        single,
        rounds.map(({ single }) => single.ours),
      )} µs of CPU, in a busy room ${micros(
        options,
        busy,
        rounds.map(({ busy }) => busy.ours),
      )}.`,
      standing(
        options,
        rounds.flatMap(({ single, busy }) => [single.standing, busy.standing]),
      ),
    ],
  };
}

async function open(options: Options): Promise<Servers> {
  const { sockets } = options;
  const redis = await Redis.start();
  const stage = await openStage(options, 1, sockets, { redisUrl: redis.url });
  await stage.crowd.hears(
    () => 1,
    () => stage.authors[0]!.reply(stage.topic),
  );
  const text = await stage.crowd.last();
  const feeder = new Feeder(stage.node, redis, text);
  const ws = await Baseline.start('bench/processes/bare-ws.ts', { socketIo: false }, sockets);
  const socketIo = await Baseline.start('bench/processes/bare-socket-io.ts', { socketIo: true }, sockets);
  return { stage, redis, feeder, ws, socketIo, text };
}

async function close({ stage, redis, feeder, ws, socketIo }: Servers): Promise<void> {
  await feeder.stop();
  await Promise.all([closeStage(stage), ws.stop(), socketIo.stop()]);
  await redis.stop();
}

/** Has each server send the same, one after the other. */
async function compare(servers: Servers, pace: Pace): Promise<Round> {
  const { stage, ws, socketIo, text } = servers;
  const sending = { text, ...pace };
  const ours = await feed(servers, pace);
  const before = { cpu: await stage.node.cpuMs(), at: performance.now() };
  const written = await ws.cpuMsFor(sending, 'write');
  const sent = await ws.cpuMsFor(sending, 'send');
  const stock = await socketIo.cpuMsFor(sending);
  await wait(1_000);
  const { node, store } = used(before.cpu, await stage.node.cpuMs());
  const seconds = (performance.now() - before.at) / 1_000;
  const standing = { node: node / seconds, store: store / seconds };
  return { ours, written, sent, socketIo: stock, standing };
}

/** The CPU time the node takes from the log's events to its sockets' bytes, and whatever else it does meanwhile. */
async function feed({ stage: { node, crowd }, feeder }: Servers, { times, atOnce, everyMs }: Pace): Promise<number> {
  const before = await node.cpuMs();
  for (let fed = 0; fed < times; fed += 1) {
    // All have heard it before the next comes: what falls into one turn is never more than is said.
    const heard = crowd.hears(
      () => atOnce,
      () => feeder.feed(atOnce),
    );
    await Promise.all([heard, wait(everyMs)]);
  }
  return used(before, await node.cpuMs()).node;
}

function rowsOf(name: string, { sockets }: Options, { times, atOnce }: Pace, rounds: Round[]): Row[] {
  const perSecond = (cpuMs: (round: Round) => number) =>
    rounds.map((round) => (times * atOnce * sockets) / (cpuMs(round) / 1_000));
  const floor = perSecond(({ written }) => written);
  const row = (what: string, cpuMs: (round: Round) => number): Row => {
    const figures = perSecond(cpuMs);
    const unit = 'deliveries per CPU second';
    return { what: `${name}: ${what}`, figure: spreadOf(figures), unit, ratio: ratiosOf(figures, floor) };
  };
  return [
    row('raw ws: a frame written to each TCP socket', ({ written }) => written),
    row('bare ws: ws.send to each', ({ sent }) => sent),
    row('bare Socket.IO: io.to(room).emit', ({ socketIo }) => socketIo),
    row('Guildhall, from the log to the sockets', ({ ours }) => ours),
  ];
}

const micros = ({ sockets }: Options, { times, atOnce }: Pace, cpuMs: number[]) =>
  short((spreadOf(cpuMs).median * 1_000) / (times * atOnce * sockets));

/** Not the median: pings come in bursts. */
function standing({ sockets }: Options, all: CpuMs[]): string {
  const mean = (figure: (cpu: CpuMs) => number) => short(all.reduce((sum, cpu) => sum + figure(cpu), 0) / all.length);
  return `In Guildhall's figures: ${sockets} sockets that hear nothing, each second: node ${mean(({ node }) => node)} ms of CPU, store ${mean(({ store }) => store)} ms.`;
}
