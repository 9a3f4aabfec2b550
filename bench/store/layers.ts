import { join } from 'node:path';
import { Child } from '../child.ts';
import { DriverClient } from './driver-client.ts';
import { drive } from './lanes.ts';
import { LeanClient } from './lean-client.ts';
import { Messages } from './messages.ts';
import { LANES, Numbers, type Run, type Work } from './operations.ts';
import type { StoreOptions } from './options.ts';
import { onCopy, type StoreStage } from './stage.ts';
import { StoreProcess } from './store-process.ts';

/** The ways to the data that are compared. */
export type Layers = {
  bare: (work: Work) => Promise<Run>;
  /** The store's code in its process, without a socket. */
  engine: (work: Work) => Promise<Run>;
  /** The store, each of those at once with a connection of its own. */
  socket: (work: Work) => Promise<Run>;
  /** The store, all of them on one connection. */
  pipelined: (work: Work) => Promise<Run>;
  /** The store by way of the official driver. */
  driver: (work: Work) => Promise<Run>;
  /** A server that does nothing, like `socket` and `pipelined`. */
  echo: (work: Work) => Promise<Run>;
  echoPipelined: (work: Work) => Promise<Run>;
  store: StoreProcess;
  close: () => Promise<void>;
};

export async function openLayers(stage: StoreStage, options: StoreOptions): Promise<Layers> {
  const numbers = new Numbers(options.documents);
  const [bare, engine] = [await onCopy(stage, 'bare-lmdb', options), await onCopy(stage, 'engine', options)];
  const store = await StoreProcess.start(stage.data, options.profile);
  const driver = await DriverClient.open(store.uri, numbers);
  const echo = new Child('bench/store/processes/echo.ts', { place: 'server core' });
  const echoSocket = join(stage.folder, 'echo.sock');
  await echo.ask('listen', { path: echoSocket, reply: await someAnswer(store.socket, numbers) });
  const [ours, theirs] = [await connections(store.socket), await connections(echoSocket)];
  const storeCpu = () => store.cpuMs();
  const echoCpu = () => echo.ask<number>('cpuMs');
  return {
    bare: (work) => bare.ask('run', work),
    engine: (work) => engine.ask('run', work),
    socket: (work) => counted(storeCpu, () => drive(work, numbers, (lane) => ours[lane]!.ask)),
    pipelined: (work) => counted(storeCpu, () => drive(work, numbers, () => ours[0]!.ask)),
    driver: (work) => counted(storeCpu, () => driver.drive(work)),
    echo: (work) => counted(echoCpu, () => drive(work, numbers, (lane) => theirs[lane]!.ask)),
    echoPipelined: (work) => counted(echoCpu, () => drive(work, numbers, () => theirs[0]!.ask)),
    store,
    async close() {
      for (const connection of [...ours, ...theirs]) connection.close();
      await driver.close();
      await Promise.all([bare, engine, echo, store].map((one) => one.stop()));
    },
  };
}

function connections(socket: string): Promise<LeanClient[]> {
  return Promise.all(Array.from({ length: LANES }, () => LeanClient.open(socket)));
}

/** With the CPU time that the process under test took. */
async function counted(cpuMs: () => Promise<number>, work: () => Promise<{ done: number; ms: number }>): Promise<Run> {
  const before = await cpuMs();
  const run = await work();
  return { ...run, cpuMs: (await cpuMs()) - before };
}

/** What the store answers to a read, for the echo to answer too. */
async function someAnswer(socket: string, numbers: Numbers): Promise<string> {
  const client = await LeanClient.open(socket);
  const reply = await client.ask(new Messages('read by _id', numbers, 0).at(0));
  client.close();
  return reply.toString('base64');
}
