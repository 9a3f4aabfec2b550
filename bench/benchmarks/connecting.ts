import { setTimeout as wait } from 'node:timers/promises';
import { accountStream, groupStream } from '../../shared/streams.ts';
import { Author, type Person } from '../author.ts';
import { Child } from '../child.ts';
import { makeGroups, makeMembers } from '../community.ts';
import { type CpuMs, GuildhallNode, SECRET, used } from '../node.ts';
import type { Options } from '../options.ts';
import type { Asking } from '../processes/reader.ts';
import { Readers } from '../readers.ts';
import { type Result, type Row, short } from '../report.ts';
import { ratiosOf, spreadOf } from '../spread.ts';

/** How long members took to connect, and the CPU they cost: the server, its store, themselves. Milliseconds. */
type Storm = { ms: number; cpu: CpuMs; clients: number };
type Round = { bare: Storm; fresh: Storm; back: Storm };

/** Who connects, and what there is to see for them. */
type Place = {
  node: GuildhallNode;
  bare: Child;
  readers: Readers;
  people: Person[];
  author: Author;
  topic: string;
  stream: string;
};

const MEMBERS = 5_000;
/** What those who come back have missed. */
const MISSED = 20;
/** Sockets that broke off are noticed one by one. */
const GONE_MS = 1_500;

/** How long it takes until members are connected, signed in, watching and have all they missed. */
export async function connecting(options: Options): Promise<Result> {
  const place = await open(options);
  await round(place);
  const rounds: Round[] = [];
  while (rounds.length < options.repeats) rounds.push(await round(place));
  await place.readers.stop();
  await place.bare.stop();
  await place.node.stop();
  return result(rounds);
}

async function open(options: Options): Promise<Place> {
  const node = await GuildhallNode.start(options);
  const bare = new Child('bench/processes/bare-tokens.ts', { place: 'server core', args: [SECRET] });
  const [group] = await makeGroups(node, 1);
  const people = await makeMembers(node, [group!], MEMBERS);
  const author = new Author(node.url, people[0]!);
  const stream = groupStream(group!.id);
  return { node, bare, readers: new Readers(), people, author, topic: await author.startTopic(group!), stream };
}

async function round({ node, bare, readers, people, author, topic, stream }: Place): Promise<Round> {
  const ofBare = async () => ({ node: await bare.ask<number>('cpuMs'), store: 0 });
  const plain = people.map(({ token }) => ({ token }));
  const bareUrl = await bare.ask<string>('url');
  const from = await author.reply(topic);
  const asked = (last: number | null): Asking[] =>
    people.map(({ id, token }) => ({ token, streams: { [accountStream(id)]: null, [stream]: last } }));
  const atBare = await storm(readers, bareUrl, plain, ofBare, 0);
  const fresh = await storm(readers, node.url, asked(null), () => node.cpuMs(), 0);
  for (let missed = 0; missed < MISSED; missed += 1) await author.reply(topic);
  const back = await storm(readers, node.url, asked(from.seq), () => node.cpuMs(), MISSED * MEMBERS);
  return { bare: atBare, fresh, back };
}

/** @param missed how many events they must be told together. */
async function storm(
  readers: Readers,
  url: string,
  askings: Asking[],
  cpuMs: () => Promise<CpuMs>,
  missed: number,
): Promise<Storm> {
  const [cpu, clients] = [await cpuMs(), await readers.cpuMs()];
  const opened = await readers.open(url, askings);
  const storm = { ms: opened.ms, cpu: used(cpu, await cpuMs()), clients: (await readers.cpuMs()) - clients };
  if (opened.missed !== missed) throw new Error(`${opened.missed} of ${missed} events came`);
  await readers.close();
  await wait(GONE_MS);
  return storm;
}

function result(rounds: Round[]): Result {
  const rows = (unit: string, figure: (storm: Storm) => number): Row[] => {
    const bare = rounds.map((round) => figure(round.bare));
    const ways = [
      ['bare Socket.IO, with the token check', 'bare'],
      ['Guildhall, to begin', 'fresh'],
      [`Guildhall, to go on after ${MISSED} events`, 'back'],
    ] as const;
    return ways.map(([what, way]) => {
      const own = rounds.map((round) => figure(round[way]));
      return { what, figure: spreadOf(own), unit, ratio: ratiosOf(own, bare) };
    });
  };
  const share = (way: keyof Round, part: (storm: Storm) => number) =>
    `${short(spreadOf(rounds.map((round) => (part(round[way]) / round[way].ms) * 100)).median)} %`;
  const shares = (['bare', 'fresh', 'back'] as const).map((way) => {
    const [node, store, clients] = [
      share(way, ({ cpu }) => cpu.node),
      share(way, ({ cpu }) => cpu.store),
      share(way, ({ clients }) => clients),
    ];
    return `${way}: server ${node}, store ${store}, clients ${clients} of a core`;
  });
  return {
    about: `${MEMBERS} members, each watching a group and what is their own, against bare Socket.IO with the same token check`,
    rows: [...rows('ms until all are ready', ({ ms }) => ms), ...rows('ms of the server’s CPU', ({ cpu }) => cpu.node)],
    notes: [
      ...shares,
      `A second: ${short(spreadOf(rounds.map(({ fresh }) => MEMBERS / (fresh.ms / 1_000))).median)} begin, ${short(spreadOf(rounds.map(({ back }) => MEMBERS / (back.ms / 1_000))).median)} go on.`,
    ],
  };
}
