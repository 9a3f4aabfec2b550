import type { MemberPlan, WorkerPlan } from '../plan.ts';
import { pick, pickWeighted } from './words.ts';

/** A member in a group, by their places in the plan. */
export type Place = { member: number; group: number };

const TRIES = 20;

/** The members a worker writes for: who of them may still write where. */
export class Authors {
  readonly #members: MemberPlan[];
  /** Those who write, and how much falls to them together, by part. */
  readonly #writers = new Map<string, number[]>();
  readonly #weights: Record<string, number> = {};
  /** Those this worker may remove, by group. */
  readonly #candidates = new Map<number, number[]>();
  readonly #left = new Set<string>();
  readonly #busy = new Map<string, number>();

  constructor({ members, parts, worker }: WorkerPlan) {
    this.#members = members;
    members.forEach((member, index) => {
      if (member.worker !== worker) return;
      for (const group of member.groups) listed(this.#candidates, group).push(index);
      if (member.writes) listed(this.#writers, String(member.part)).push(index);
    });
    for (const [part, writers] of this.#writers) this.#weights[part] = parts[Number(part)]!.eagerness * writers.length;
    // Half of them may be sent away; the others have to go on.
    for (const [group, candidates] of this.#candidates) {
      this.#candidates.set(group, candidates.slice(0, Math.floor(candidates.length / 2)));
    }
  }

  /** Someone who may write in some place; null where there is nobody left. */
  choose(): Place | null {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const part = pickWeighted(this.#weights);
      if (part === null) return null;
      const member = pick(this.#writers.get(part)!);
      const groups = this.#members[member]!.groups.filter((group) => !this.#left.has(`${member} ${group}`));
      if (groups.length > 0) return { member, group: pick(groups) };
    }
    return null;
  }

  /** Whether someone has not been sent away from anywhere. */
  mayAct = (member: number): boolean =>
    this.#members[member]!.groups.every((group) => !this.#left.has(`${member} ${group}`));

  /** Whether one is in all groups of another, and both may act there. */
  sharesAll(one: number, other: number): boolean {
    const groups = new Set(this.#members[other]!.groups);
    return this.mayAct(one) && this.mayAct(other) && this.#members[one]!.groups.every((group) => groups.has(group));
  }

  /** Someone does something somewhere. @returns what ends it. */
  busy({ member, group }: Place): () => void {
    const place = `${member} ${group}`;
    this.#busy.set(place, (this.#busy.get(place) ?? 0) + 1);
    return () => this.#busy.set(place, this.#busy.get(place)! - 1);
  }

  /** Takes one who is doing nothing out of a group: they write there no more. Null where there is none to take. */
  sendAway(group: number): number | null {
    const candidates = this.#candidates.get(group) ?? [];
    const index = candidates.findIndex(
      (member) => !this.#members[member]!.groups.some((other) => this.#busy.get(`${member} ${other}`)),
    );
    if (index === -1) return null;
    const [member] = candidates.splice(index, 1);
    this.#left.add(`${member} ${group}`);
    return member!;
  }
}

function listed<Key, Item>(map: Map<Key, Item[]>, key: Key): Item[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}
