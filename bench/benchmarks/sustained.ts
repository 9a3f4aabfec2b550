import { setTimeout as wait } from 'node:timers/promises';
import { groupStream } from '../../shared/streams.ts';
import { Author } from '../author.ts';
import { makeGroups, makeMembers } from '../community.ts';
import { type CpuMs, GuildhallNode, used } from '../node.ts';
import type { Options } from '../options.ts';
import { Readers } from '../readers.ts';
import { type Result, type Row, short } from '../report.ts';
import { quantile, spreadOf } from '../spread.ts';

type Place = { node: GuildhallNode; readers: Readers; authors: Author[]; topic: string };

/** A round's replies. `waits`: from the request until the last of the readers has the event. CPU in milliseconds. */
type Round = { replies: number; ms: number; acknowledged: number[]; waits: number[]; cpu: CpuMs; clients: number };

const AUTHORS = 8;
const WARM_UP_MS = 4_000;
/** What the second leg posts: so many in a second, and for so long. */
const CALM_RATE = 5;
const CALM_MS = 8_000;

/** How much a node carries: replies acknowledged and brought to a thousand members, and how soon. */
export async function sustained(options: Options): Promise<Result> {
  const place = await open(options);
  await round(place, () => allAtOnce(place, WARM_UP_MS));
  const busy: Round[] = [];
  const calm: Round[] = [];
  while (busy.length < options.repeats) {
    busy.push(await round(place, () => allAtOnce(place, options.seconds * 1_000)));
    calm.push(await round(place, () => oneByOne(place)));
  }
  const verdict = await judge(place);
  await place.readers.stop();
  await place.node.stop();
  return result(options, busy, calm, verdict);
}

async function open(options: Options): Promise<Place> {
  const node = await GuildhallNode.start(options);
  const [group] = await makeGroups(node, 1);
  const people = await makeMembers(node, [group!], AUTHORS + options.sockets);
  const authors = people.slice(0, AUTHORS).map((person) => new Author(node.url, person));
  const topic = await authors[0]!.startTopic(group!);
  const streams = { [groupStream(group!.id)]: null };
  const readers = new Readers();
  await readers.open(
    node.url,
    people.slice(AUTHORS).map(({ token }) => ({ token, streams })),
  );
  return { node, readers, authors, topic };
}

/** What has been sent: when, and the seq it was acknowledged with after how many milliseconds. */
type Posted = { at: number; seq: number; acknowledged: number };

async function round({ node, readers }: Place, post: () => Promise<Posted[]>): Promise<Round> {
  const [cpu, clients, from] = [await node.cpuMs(), await clientsCpuMs(readers), machineMs()];
  const posted = await post();
  await readers.reached(Math.max(...posted.map(({ seq }) => seq)));
  const ms = machineMs() - from;
  const arrived = new Map(await readers.arrivals());
  return {
    replies: posted.length,
    ms,
    acknowledged: posted.map(({ acknowledged }) => acknowledged),
    waits: posted.map(({ seq, at }) => arrived.get(seq)! - at),
    cpu: used(cpu, await node.cpuMs()),
    clients: (await clientsCpuMs(readers)) - clients,
  };
}

/** Each author sends the next reply when the last is acknowledged. */
async function allAtOnce(place: Place, ms: number): Promise<Posted[]> {
  const end = machineMs() + ms;
  const posted: Posted[] = [];
  const write = async (author: Author) => {
    while (machineMs() < end) posted.push(await reply(place, author));
  };
  await Promise.all(place.authors.map(write));
  return posted;
}

/** Evenly, whether or not the last has been acknowledged. */
async function oneByOne(place: Place): Promise<Posted[]> {
  const posted: Promise<Posted>[] = [];
  while (posted.length < (CALM_MS / 1_000) * CALM_RATE) {
    posted.push(reply(place, place.authors[posted.length % AUTHORS]!));
    await wait(1_000 / CALM_RATE);
  }
  return Promise.all(posted);
}

async function reply({ topic }: Place, author: Author): Promise<Posted> {
  const at = machineMs();
  const { seq } = await author.reply(topic);
  return { at, seq, acknowledged: machineMs() - at };
}

/** Whether every reader has had everything, in order. */
async function judge({ readers, authors, topic }: Place): Promise<string> {
  const { seq } = await authors[0]!.reply(topic);
  await readers.reached(seq);
  const { behind, gaps } = await readers.state(seq);
  if (behind + gaps > 0) throw new Error(`${behind} readers are behind, ${gaps} gaps were met`);
  return `Every socket had every event, ${seq} in the stream, in order and once: 0 behind, 0 gaps.`;
}

/** The authors are in this process. */
async function clientsCpuMs(readers: Readers): Promise<number> {
  const { user, system } = process.cpuUsage();
  return (await readers.cpuMs()) + (user + system) / 1_000;
}

function machineMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1_000 + nanoseconds / 1_000_000;
}

function result({ sockets }: Options, busy: Round[], calm: Round[], verdict: string): Result {
  const row = (what: string, unit: string, rounds: Round[], figure: (round: Round) => number): Row => {
    return { what, figure: spreadOf(rounds.map(figure)), unit };
  };
  const at = (share: number) => (round: Round) =>
    quantile(
      round.waits.toSorted((a, b) => a - b),
      share,
    );
  const unit = 'ms from request to last delivery';
  const median = (figure: (round: Round) => number) => short(spreadOf(busy.map(figure)).median);
  const all = calm.flatMap(({ waits }) => waits).sort((a, b) => a - b);
  return {
    about: `${AUTHORS} authors at once in a topic of a group that ${sockets} members watch, node on one core`,
    rows: [
      row('replies', 'acknowledged a second', busy, ({ replies, ms }) => replies / (ms / 1_000)),
      row('deliveries', 'a second', busy, ({ replies, ms }) => (replies * sockets) / (ms / 1_000)),
      row('p50', unit, busy, at(0.5)),
      row('p99', unit, busy, at(0.99)),
      row(`p50 at ${CALM_RATE} replies a second`, unit, calm, at(0.5)),
      row(`p99 at ${CALM_RATE} replies a second`, unit, calm, at(0.99)),
    ],
    notes: [
      verdict,
      `At ${CALM_RATE} a second, all rounds together: p99 ${short(quantile(all, 0.99))} ms of ${all.length} replies.`,
      `CPU a reply: node ${median(({ cpu, replies }) => cpu.node / replies)} ms, store ${median(({ cpu, replies }) => cpu.store / replies)} ms, clients ${median(({ clients, replies }) => clients / replies)} ms.`,
      `Of a core: node ${median(({ cpu, ms }) => (cpu.node / ms) * 100)} %, store ${median(({ cpu, ms }) => (cpu.store / ms) * 100)} %, clients ${median(({ clients, ms }) => (clients / ms) * 100)} %.`,
    ],
  };
}
