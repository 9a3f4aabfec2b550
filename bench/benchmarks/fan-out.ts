import { setTimeout as wait } from 'node:timers/promises';
import { Baseline } from '../baseline.ts';
import { type CpuMs, used } from '../node.ts';
import type { Options } from '../options.ts';
import type { Result, Row } from '../report.ts';
import { short } from '../report.ts';
import { ratiosOf, spreadOf } from '../spread.ts';
import { closeStage, openStage, type Stage } from '../stage.ts';

type Servers = { watched: Stage; quiet: Stage; ws: Baseline; socketIo: Baseline };

/** CPU milliseconds the servers spent in one round, all on the same events; `standing` in a second without any. */
type Round = { watched: number; quiet: number; ws: number; socketIo: number; standing: CpuMs };

const WARM_UP = 150;

/** What it costs to bring an event to everyone in a room. */
export async function fanOut(options: Options): Promise<Result> {
  const watched = await openStage(options, 1, options.sockets);
  const quiet = await openStage(options, 1, 0);
  const ws = await Baseline.start('bench/processes/bare-ws.ts', { socketIo: false }, options.sockets);
  const socketIo = await Baseline.start('bench/processes/bare-socket-io.ts', { socketIo: true }, options.sockets);
  const servers = { watched, quiet, ws, socketIo };
  await Promise.all([watched, quiet].map((stage) => replies(stage, WARM_UP, 5)));
  const text = await watched.crowd.last();
  for (const baseline of [ws, socketIo]) await baseline.cpuMsFor({ text, times: WARM_UP, everyMs: 5 });
  const rounds: Round[] = [];
  while (rounds.length < options.repeats) rounds.push(await round(options, text, servers));
  await Promise.all([closeStage(watched), closeStage(quiet), ws.stop(), socketIo.stop()]);
  return result(options, text, rounds);
}

async function round({ events, rate }: Options, text: string, servers: Servers): Promise<Round> {
  const { watched, quiet, ws, socketIo } = servers;
  const everyMs = 1_000 / rate;
  const sending = { text, times: events, everyMs };
  const posted = await replies(watched, events, everyMs);
  const unheard = await replies(quiet, events, everyMs);
  const before = { cpu: await watched.node.cpuMs(), at: Date.now() };
  const bare = await ws.cpuMsFor(sending);
  const stock = await socketIo.cpuMsFor(sending);
  const { node, store } = used(before.cpu, await watched.node.cpuMs());
  const seconds = (Date.now() - before.at) / 1_000;
  return {
    watched: posted,
    quiet: unheard,
    ws: bare,
    socketIo: stock,
    standing: { node: node / seconds, store: store / seconds },
  };
}

/** The CPU time the node takes to be sent `times` replies, one every `everyMs`, and to bring them to all listeners. */
async function replies({ node, authors, topic, crowd }: Stage, times: number, everyMs: number): Promise<number> {
  const before = await node.cpuMs();
  const post = async () => {
    for (let sent = 0; sent < times; sent += 1) await Promise.all([authors[0]!.reply(topic), wait(everyMs)]);
  };
  await crowd.hears(() => times, post);
  return used(before, await node.cpuMs()).node;
}

function result({ sockets, events, rate }: Options, text: string, rounds: Round[]): Result {
  const perSecond = (cpuMs: (round: Round) => number) =>
    rounds.map((round) => (events * sockets) / (cpuMs(round) / 1_000));
  const bare = perSecond(({ ws }) => ws);
  const row = (what: string, cpuMs: (round: Round) => number): Row => {
    const figures = perSecond(cpuMs);
    return { what, figure: spreadOf(figures), unit: 'deliveries per CPU second', ratio: ratiosOf(figures, bare) };
  };
  const median = (figure: (round: Round) => number) => short(spreadOf(rounds.map(figure)).median);
  // Not the median: pings come in bursts.
  const mean = (figure: (round: Round) => number) =>
    short(rounds.reduce((sum, round) => sum + figure(round), 0) / rounds.length);
  const live = ({ watched, quiet }: Round) => watched - quiet;
  return {
    about: `one event to ${sockets} sockets, against a bare ws server that writes the same ${text.length} bytes`,
    rows: [
      row('bare ws: ws.send to each', ({ ws }) => ws),
      row('bare Socket.IO: io.to(room).emit', ({ socketIo }) => socketIo),
      row('Guildhall, live path only', live),
      row('Guildhall, with the posting', ({ watched }) => watched),
    ],
    notes: [
      `${events} events a round, ${rate} a second, each in a loop turn of its own.`,
      `A delivery, live path only: ${median((round) => (live(round) * 1_000) / (events * sockets))} µs of CPU.`,
      `A reply with no socket: ${median(({ quiet }) => quiet / events)} ms of CPU.`,
      `${sockets} sockets that hear nothing, each second: node ${mean(({ standing }) => standing.node)} ms of CPU, store ${mean(({ standing }) => standing.store)} ms.`,
    ],
  };
}
