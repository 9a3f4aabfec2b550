import type { Options } from './options.ts';
import type { Person } from './people/people.ts';
import type { DevicePlan, GroupPlan, MemberPlan, WorkerPlan } from './plan.ts';
import type { Part } from './scenario.ts';

/** One socket in so many also asks for what it must not get. */
const INTRUDERS = 50;

/** In which part each member is: as many in each as their shares say, spread evenly. */
export function partsOf(count: number, parts: Part[]): number[] {
  const whole = parts.reduce((sum, { share }) => sum + share, 0);
  const owed = parts.map(() => 0);
  return Array.from({ length: count }, () => {
    for (const [index, { share }] of parts.entries()) owed[index]! += share / whole;
    const next = owed.indexOf(Math.max(...owed));
    owed[next]! -= 1;
    return next;
  });
}

/** In which of so many groups each member is. */
export function groupsOf(members: number[], parts: Part[], count: number): number[][] {
  return members.map((part, index) => {
    const { rooms } = parts[part]!;
    if (rooms === 'one') return [0];
    const first = index * rooms;
    return Array.from({ length: Math.min(rooms, count) }, (_, place) => (first + place) % count);
  });
}

/** What all plans of a run have in common. */
export type Cast = { people: Person[]; members: number[]; wanted: number[][]; groups: GroupPlan[]; tag: number };

/** Gives each worker its share. */
export function plansFor(options: Options, cast: Cast, staff: Person | null): WorkerPlan[] {
  const { urls, workers, sockets, churn } = options;
  const { parts } = options.scenario;
  const members = membersOf(options, cast);
  const devices = Array.from({ length: sockets }, (_, index) => deviceOf(index, options, members, cast.groups));
  return Array.from({ length: workers }, (_, worker) => ({
    worker,
    workers,
    tag: cast.tag,
    urls,
    members,
    groups: cast.groups,
    devices: devices.filter((_, index) => index % workers === worker),
    parts,
    staff: staff?.token ?? null,
    churn,
  }));
}

/** The workers that have anyone who writes. */
export const writingWorkers = ([plan]: WorkerPlan[]): number[] => [
  ...new Set(
    plan!.members
      .filter(({ writes, part }) => writes && plan!.parts[part]!.eagerness > 0)
      .map(({ worker }) => worker)
      .sort((a, b) => a - b),
  ),
];

function membersOf({ workers, scenario }: Options, { people, members, wanted }: Cast): MemberPlan[] {
  let writers = 0;
  const begun = new Set<number>();
  return people.map(({ account, token }, index) => {
    const part = members[index]!;
    const { authors, eagerness } = scenario.parts[part]!;
    // At least one in each part.
    const writes = eagerness > 0 && authors > 0 && (!begun.has(part) || spread(index) < authors);
    begun.add(part);
    const worker = (writes ? writers++ : index) % workers;
    return { id: account.id, username: account.username, token, part, groups: wanted[index]!, writes, worker };
  });
}

function deviceOf(index: number, { urls, scenario }: Options, members: MemberPlan[], groups: GroupPlan[]): DevicePlan {
  const member = index % members.length;
  const { username, part, groups: own } = members[member]!;
  const turn = Math.floor(index / members.length);
  const looks = spread(index) < scenario.parts[part]!.viewing;
  const topics = groups[own[turn % own.length]!]!.topics;
  return {
    name: `socket ${index + 1} (${username})`,
    member,
    // The devices of one member are on different nodes.
    url: urls[(index + turn) % urls.length]!,
    views: looks ? (topics[index % topics.length] ?? null) : null,
    forbidden:
      index % INTRUDERS === 0 && members.length > 1 ? `account:${members[(member + 1) % members.length]!.id}` : null,
  };
}

/** From 0 to 1, evenly however many are taken. */
const spread = (index: number): number => (index * 0.618_033_988_75) % 1;
