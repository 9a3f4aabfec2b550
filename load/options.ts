import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { chooseScenario } from './choose-scenario.ts';
import { UsageError } from './errors.ts';
import { FLAGS, type Flag, type FlagName } from './flags.ts';
import { TIMINGS, type Timing } from './measured.ts';
import { placeOf } from './people/known.ts';
import { type Scenario, takesStaff } from './scenario.ts';

/** What to do, checked and complete. Times in seconds unless they say otherwise. */
export type Options = {
  urls: string[];
  sockets: number;
  members: number;
  groups: number;
  /** Slugs of groups there are; null to make some. */
  group: string[] | null;
  rate: number;
  duration: number;
  ramp: number;
  churn: number;
  scenario: Scenario;
  staff: { login: string; password: string } | null;
  metricsToken: string | undefined;
  workers: number;
  people: string;
  clean: boolean;
  findLimit: boolean;
  p99: number | null;
  timing: Timing;
  step: number;
  maxRate: number;
  places: { directory?: string; json?: string; html?: string };
  quiet: boolean;
};

type Values = Partial<Record<FlagName, string | boolean | string[]>>;
type Environment = Record<string, string | undefined>;

const SOCKETS_A_WORKER = 2_500;

/** @throws UsageError that names the flag. */
export async function readOptions(args: string[], environment: Environment): Promise<Options> {
  const values = parse(args);
  const number = numbersOf(values);
  const text = (name: FlagName) => values[name] as string | undefined;
  const sockets = number('sockets', 100, 1, 1_000_000, true);
  const scenario = await chooseScenario(text('scenario') ?? 'mixed', mixOf(text('mix')));
  const urls = ((values.url as string[] | undefined) ?? ['http://127.0.0.1:3000']).map(urlOf);
  const findLimit = values['find-limit'] === true;
  const options: Options = {
    urls,
    sockets,
    members: number('members', Math.min(sockets, 200), 1, sockets, true),
    groups: number('groups', 10, 1, 5_000, true),
    group: text('group')?.split(',').filter(Boolean) ?? null,
    rate: number('rate', 5, 0, 100_000),
    duration: number('duration', 60, 1, 1_000_000),
    ramp: number('ramp', Math.max(2, sockets / 200), 0, 100_000),
    churn: number('churn', 0, 0, 1_000),
    scenario,
    staff: staffOf(text('staff'), environment),
    metricsToken: secret('METRICS_TOKEN', environment),
    workers: number('workers', workersFor(sockets), 1, Math.min(sockets, 128), true),
    people: text('people') ?? placeOf(urls[0]!),
    clean: values.clean === true,
    findLimit,
    p99: values.p99 === undefined && !findLimit ? null : number('p99', 250, 0.1, 600_000),
    timing: timingOf(text('timing')),
    step: number('step', 10, 1, 3_600),
    maxRate: number('max-rate', 100_000, 0.1, 1_000_000),
    places: { directory: text('out'), json: text('json'), html: text('html') },
    quiet: values.quiet === true,
  };
  checkTogether(options, values);
  return options;
}

export const wantsHelp = (args: string[]): boolean => args.includes('--help') || args.includes('-h');

function parse(args: string[]): Values {
  const options = Object.entries(FLAGS as Record<string, Flag>).map(([name, { takes, many }]) => [
    name,
    { type: takes ? 'string' : 'boolean', multiple: many === true },
  ]);
  try {
    return parseArgs({ args, options: Object.fromEntries(options), strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]}. See --help.`);
  }
}

const numbersOf = (values: Values) => {
  return (name: FlagName, usual: number, least: number, most: number, whole = false): number => {
    const given = values[name];
    if (given === undefined) return usual;
    const value = given === '' ? Number.NaN : Number(given);
    if (value >= least && value <= most && (!whole || Number.isInteger(value))) return value;
    throw new UsageError(
      `--${name}: must be a ${whole ? 'whole ' : ''}number from ${least} to ${most}, not "${given}".`,
    );
  };
};

function urlOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(`--url: must be an address like http://127.0.0.1:3000, not "${text}".`);
  }
  if (url.username || url.password) throw new UsageError('--url: must not have a name or a password in it.');
  return url.href.replace(/\/$/, '');
}

function mixOf(text: string | undefined): Record<string, number> | null {
  if (text === undefined) return null;
  const pairs = text.split(',').map((pair) => {
    const [, name, ratio] = /^([\w-]+):(\d+(?:\.\d+)?)$/.exec(pair.trim()) ?? [];
    if (!name || !(Number(ratio) > 0)) throw new UsageError(`--mix: must be like lurkers:70,chatty:30, not "${text}".`);
    return [name, Number(ratio)] as const;
  });
  return Object.fromEntries(pairs);
}

function timingOf(text = 'delivered'): Timing {
  const timing = TIMINGS.find((name) => name === text);
  if (!timing) throw new UsageError(`--timing: must be one of ${TIMINGS.join(', ')}, not "${text}".`);
  return timing;
}

function staffOf(login: string | undefined, environment: Environment): Options['staff'] {
  if (login === undefined) return null;
  const password = secret('LOAD_STAFF_PASSWORD', environment);
  if (!password)
    throw new UsageError('--staff: set LOAD_STAFF_PASSWORD (or LOAD_STAFF_PASSWORD_FILE) to the password.');
  return { login, password };
}

/** From the environment, or from the file that the environment names. */
function secret(name: string, environment: Environment): string | undefined {
  const file = environment[`${name}_FILE`];
  if (!file) return environment[name] || undefined;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new UsageError(`${name}_FILE: ${(error as Error).message}`);
  }
}

const workersFor = (sockets: number): number =>
  Math.max(1, Math.min(Math.ceil(sockets / SOCKETS_A_WORKER), availableParallelism() - 1));

function checkTogether(options: Options, values: Values): void {
  const { staff, group, scenario, findLimit, timing } = options;
  if (!staff && !group) {
    throw new UsageError(
      '--staff or --group: name a staff account that makes groups to write in, or groups there are.',
    );
  }
  if (group && values.groups !== undefined) throw new UsageError('--groups: does not go with --group.');
  if (takesStaff(scenario) && !staff) throw new UsageError(`--scenario: ${scenario.name} needs --staff to moderate.`);
  if (findLimit && options.rate <= 0) throw new UsageError('--rate: must be more than 0 with --find-limit.');
  if (findLimit && values.duration !== undefined) throw new UsageError('--duration: with --find-limit, say --step.');
  if (findLimit && (timing === 'connected' || timing === 'resumed')) {
    throw new UsageError('--timing: the search is for acknowledged or delivered.');
  }
}
