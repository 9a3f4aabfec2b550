import type { Group } from '../shared/groups.ts';
import { Api } from './api.ts';
import { type Cast, groupsOf, partsOf, plansFor } from './cast.ts';
import { UsageError } from './errors.ts';
import { newTag } from './names.ts';
import type { Options } from './options.ts';
import { forget, type Known, readKnown, writeKnown } from './people/known.ts';
import { Manners } from './people/manners.ts';
import { type Person, signInMembers, signInStaff, signOut } from './people/people.ts';
import { findGroups, join, leave, makeGroups, startTopics } from './people/places.ts';
import type { WorkerPlan } from './plan.ts';

/** Everyone signed in, everything there to write in. */
export type Stage = {
  manners: Manners;
  people: Person[];
  staff: Person | null;
  /** Who gathers the logs: staff, or the first member. */
  auditor: Person;
  plans: WorkerPlan[];
  streams: string[];
  tag: number;
  /** Signs out, and leaves as little behind as can be. @returns what is left. */
  strike(): Promise<string>;
};

/** @throws UsageError where the target cannot be used. */
export async function setStage(options: Options, say: (text: string) => void): Promise<Stage> {
  const api = new Api(options.urls);
  await Promise.all(options.urls.map(isThere));
  const manners = new Manners(api, say);
  const known = await readKnown(options.people);
  const staff = options.staff && (await signInStaff(manners, options.staff.login, options.staff.password));
  const people = await assemble(options, manners, known, say);
  const members = partsOf(people.length, options.scenario.parts);
  const groups = await findPlaces(options, manners, known, staff, people[0]!);
  const wanted = groupsOf(members, options.scenario.parts, groups.length);
  await join(manners, people, groups, wanted);
  const { topics } = options.scenario;
  const cast: Cast = {
    people,
    members,
    wanted,
    groups: await startTopics(manners, people, groups, wanted, topics),
    tag: newTag(),
  };
  const plans = plansFor(options, cast, staff);
  const streams = cast.groups.filter(({ topics }) => topics.length > 0).map(({ stream }) => stream);
  const strike = async () => {
    if (options.clean) await leave(manners, people, groups, wanted);
    await signOut(manners, staff ? [...people, staff] : people);
    if (options.clean) await forget(options.people);
    api.close();
    return leftovers(options, known);
  };
  return { manners, people, staff, auditor: staff ?? people[0]!, plans, streams, tag: cast.tag, strike };
}

async function isThere(url: string): Promise<void> {
  const api = new Api([url]);
  const { status, code } = await api.ask('GET', '/ranks').finally(() => api.close());
  if (status === 0) throw new UsageError(`--url: ${url} does not answer (${code}).`);
  if (status !== 200 && status !== 429 && status !== 503) {
    throw new UsageError(`--url: ${url} answers ${status}: it does not look like a Guildhall.`);
  }
}

async function assemble(
  options: Options,
  manners: Manners,
  known: Known,
  say: (text: string) => void,
): Promise<Person[]> {
  say(`Signing in ${options.members} members …`);
  // Written first: with what secret they are registered has to be known even if this is the last that is heard of the run.
  await writeKnown(options.people, known);
  const { people, registered } = await signInMembers(manners, known, options.members);
  say(`${registered} registered, ${people.length - registered} signed in.`);
  known.members = Math.max(known.members, options.members);
  await writeKnown(options.people, known);
  return people;
}

async function findPlaces(
  options: Options,
  manners: Manners,
  known: Known,
  staff: Person | null,
  anyone: Person,
): Promise<Group[]> {
  if (options.group) return findGroups(manners, options.group, staff ?? anyone);
  const groups = await makeGroups(manners, known, staff!, options.groups);
  known.groups = Math.max(known.groups, options.groups);
  await writeKnown(options.people, known);
  return groups;
}

function leftovers({ clean, people }: Options, { stem, members, groups }: Known): string {
  const made = `${members} accounts (load-${stem}-…)${groups > 0 ? ` and ${groups} groups (load-${stem}-g…)` : ''}`;
  const kept = clean
    ? 'Members have left their groups, and are forgotten'
    : `The next run uses them again, by ${people}`;
  return `Left on the target: ${made}, with what was posted. ${kept}.`;
}
