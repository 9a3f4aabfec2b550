import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cluster } from '../../cluster/cluster.ts';
import { FAULTS, type Fault, type Report } from '../../load/measured.ts';
import type { ScenarioInput } from '../../load/scenario.ts';
import { GuildhallProcess, temporaryDirectory } from './process.ts';

/** A run of the load tester as people run it: the built one, in a process of its own. */
export class LoadRun {
  readonly child: ChildProcess;
  out = '';
  errors = '';
  readonly #json: string | null;
  readonly #closed: Promise<unknown>;

  constructor(args: string[], environment: Record<string, string> = {}, json: string | null = null) {
    this.#json = json;
    this.child = spawn(process.execPath, ['dist/load/main.js', ...args, ...(json ? ['--json', json] : [])], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout!.on('data', (data) => {
      this.out += data;
    });
    this.child.stderr!.on('data', (data) => {
      this.errors += data;
    });
    this.#closed = once(this.child, 'close');
  }

  /** What it ended with. */
  async code(): Promise<number | null> {
    await this.#closed;
    return this.child.exitCode;
  }

  /** Comes back when it has said that. @throws when it ends instead. */
  async says(what: RegExp): Promise<void> {
    while (!what.test(this.errors)) {
      const more = once(this.child.stderr!, 'data').then(() => false);
      const ended = await Promise.race([more, this.#closed.then(() => true)]);
      if (ended && !what.test(this.errors)) throw new Error(`It has ended: ${this.errors}${this.out}`);
    }
  }

  /** Ask after `code`. */
  async report(): Promise<Report> {
    return JSON.parse(await readFile(this.#json!, 'utf8')) as Report;
  }
}

/** What it takes to run the tester against a Guildhall again and again. */
export class LoadTarget {
  readonly urls: string[];
  readonly environment: Record<string, string>;
  readonly #folder: string;
  readonly #close: () => Promise<void>;
  #runs = 0;

  private constructor(urls: string[], password: string, folder: string, close: () => Promise<void>) {
    this.urls = urls;
    this.environment = { LOAD_STAFF_PASSWORD: password };
    this.#folder = folder;
    this.#close = close;
  }

  /** One node in a process of its own. */
  static async open(environment: Record<string, string> = {}): Promise<LoadTarget> {
    const folder = await temporaryDirectory();
    const guildhall = new GuildhallProcess({ GUILDHALL_DATA: join(folder, 'data'), ...environment });
    const url = await guildhall.url();
    return new LoadTarget([url], guildhall.staff()!.password, folder, () => guildhall.kill('SIGKILL'));
  }

  /** All nodes of a cluster that has just been started. */
  static async over(cluster: Cluster): Promise<LoadTarget> {
    const told = cluster.nodes.map(({ output }) => /as staff with the password (\S+)/.exec(output)?.[1]);
    const urls = cluster.nodes.map(({ url }) => url);
    return new LoadTarget(urls, told.find(Boolean)!, await temporaryDirectory(), () => cluster.stop());
  }

  /** A small run with staff. @param urls other ways to the target. */
  start(args: string[] = [], urls = this.urls): LoadRun {
    return new LoadRun(this.args(args, urls), this.environment, join(this.#folder, `report-${this.#runs++}.json`));
  }

  /** The members of all runs are the same ones, so that only the first has to register them. */
  args(args: string[], urls = this.urls): string[] {
    const people = this.people('people');
    const small = { people, sockets: '24', members: '12', groups: '6', ramp: '0.3', duration: '2', rate: '12' };
    const unfit = [
      ...(args.includes('--find-limit') ? ['duration'] : []),
      ...(args.includes('--group') ? ['groups'] : []),
    ];
    const usual = Object.entries(small).filter(([name]) => !args.includes(`--${name}`) && !unfit.includes(name));
    const flags = usual.flatMap(([name, value]) => [`--${name}`, value]);
    const targets = urls.flatMap((url) => ['--url', url]);
    return [...targets, '--staff', 'staff', ...flags, ...args];
  }

  /** A file to remember members in. */
  people = (name: string): string => join(this.#folder, `${name}.json`);

  close = (): Promise<void> => this.#close();
}

/** The faults a report tells of, without those there are none of. */
export function faultsIn({ judgement }: Report): Partial<Record<Fault, number>> {
  return Object.fromEntries(
    FAULTS.filter((fault) => judgement.counts[fault] > 0).map((fault) => [fault, judgement.counts[fault]]),
  );
}

/** A scenario in a file. @returns the file's path. */
export async function scenarioFile(scenario: ScenarioInput): Promise<string> {
  const file = join(await temporaryDirectory(), 'scenario.mjs');
  await writeFile(file, `export default ${JSON.stringify(scenario)};`);
  return file;
}

/** Members write, and many of them are removed by staff. */
export const SWEEP: ScenarioInput = {
  name: 'sweep',
  about: 'Removals among replies.',
  parts: [{ rooms: 'one', acts: { reply: 80, 'remove-member': 20 } }],
};
