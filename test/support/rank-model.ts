import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Types } from 'mongoose';
import { toId } from '../../server/db/id.ts';
import { createLogger } from '../../server/lib/log.ts';
import { evaluateDue } from '../../server/ranks/due.ts';
import { evaluate } from '../../server/ranks/evaluate.ts';
import { noteVisit, standingOf } from '../../server/ranks/metrics.ts';
import { StandingModel } from '../../server/ranks/standing.ts';
import { ViewingModel } from '../../server/topics/viewing.ts';
import type { Group } from '../../shared/groups.ts';
import type { Rung } from '../../shared/ladder.ts';
import { VIEW_SECONDS } from '../../shared/ladder.ts';
import type { RankSource } from '../../shared/rank-key.ts';
import { type Answer, request } from './http.ts';
import { ok, type Person } from './person.ts';

const DAY_MS = 86_400_000;
const GIVEN = ['guest', 'moderator', 'vip'] as const;
const LOCKED = ['forum-explorer', 'active-member'] as const;

const nothing = { daysRegistered: 0, daysVisited: 0, topicsViewed: 0, posts: 0, kudosReceived: 0, distinctGivers: 0 };
const rung = (key: string, thresholds: Partial<Rung['thresholds']>): Rung => ({
  key,
  title: key,
  thresholds: { ...nothing, ...thresholds },
});

/** Ladders that can be climbed, and fallen from, within a few acts. */
const LADDERS: Rung[][] = [
  [
    rung('forum-explorer', {}),
    rung('frequent-visitor', { topicsViewed: 1 }),
    rung('active-member', { topicsViewed: 1, posts: 1 }),
    rung('power-member', { topicsViewed: 1, posts: 2, kudosReceived: 1, distinctGivers: 1 }),
    rung('ace-contributor', { daysRegistered: 5, topicsViewed: 1, posts: 2, kudosReceived: 1, distinctGivers: 1 }),
  ],
  [
    rung('forum-explorer', {}),
    rung('active-member', { posts: 1 }),
    rung('power-member', { posts: 2 }),
    rung('community-guru', { daysRegistered: 20, posts: 2, kudosReceived: 2, distinctGivers: 2 }),
  ],
];

/**
 * What one of three members does; `by` and `at` are places among the members, what they wrote and the topics there are. What is
 * removed is removed by whoever wrote it.
 */
export type Act =
  | { kind: 'post' | 'visit'; by: number }
  | { kind: 'view' | 'remove' | 'kudos' | 'withdraw'; by: number; at: number };

type Decision = { kind: 'assign' | 'lock'; rank: number; days: number } | { kind: 'release' | 'unlock' };

/** What happens at once, on both nodes; then what staff decide about one member, how time passes, a ladder. */
export type Step = { acts: Act[]; decision: Decision | null; about: number; days: number; ladder: number | null };

const by = fc.nat({ max: 2 });
const at = fc.nat({ max: 5 });
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constantFrom('post' as const, 'post' as const, 'visit' as const), by }),
  fc.record({
    kind: fc.constantFrom('view' as const, 'remove' as const, 'kudos' as const, 'withdraw' as const),
    by,
    at,
  }),
);
const decision: fc.Arbitrary<Decision> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('assign' as const, 'lock' as const),
    rank: fc.nat({ max: 1 }),
    days: fc.integer({ min: 1, max: 30 }),
  }),
  fc.record({ kind: fc.constantFrom('release' as const, 'unlock' as const) }),
);

export const step: fc.Arbitrary<Step> = fc.record({
  acts: fc.array(act, { minLength: 1, maxLength: 4, size: 'max' }),
  decision: fc.option(decision, { freq: 2 }),
  about: by,
  days: fc.oneof(fc.constant(0), fc.constant(0), fc.integer({ min: 1, max: 13 }), fc.integer({ min: 14, max: 20 })),
  ladder: fc.option(fc.nat({ max: LADDERS.length - 1 }), { freq: 6 }),
});

type Given = { rank: string; days: number } | null;

/** Three members of a group of their own, on two nodes, and what staff have decided about each. */
export class RankModel {
  readonly nodes: string[];
  readonly staff: Person;
  readonly group: Group;
  readonly members: Person[];
  readonly assigned: Given[] = [null, null, null];
  readonly locked: Given[] = [null, null, null];
  #topics: string[] = [];
  #posts: { id: string; author: Person }[] = [];
  #turn = 0;

  private constructor(nodes: string[], staff: Person, group: Group, members: Person[]) {
    this.nodes = nodes;
    this.staff = staff;
    this.group = group;
    this.members = members;
  }

  static async begin(nodes: string[], staff: Person, members: Person[]): Promise<RankModel> {
    const model = new RankModel(nodes, staff, await staff.makeGroup(), members);
    for (const member of members) {
      await member.join(model.group);
      await standingOf(toId(member.id));
    }
    for (const title of ['One', 'Two', 'Three']) {
      const { topic } = await staff.startTopic(model.group, title);
      model.#topics.push(topic.id);
    }
    return model;
  }

  /** What is done at once runs into each other: on the nodes, in the evaluations after it, and in those that come by themselves. */
  async take({ acts, decision, about, days, ladder }: Step): Promise<void> {
    await Promise.all([...acts.map((act) => this.#act(act)), this.#evaluateAll(), evaluateDue(createLogger('silent'))]);
    if (ladder !== null) await this.#putUp(LADDERS[ladder]!);
    if (decision) await Promise.all([this.#decide(decision, about), this.#act(acts[0]!), this.#evaluateAll()]);
    if (days > 0) await this.#pass(days);
    await this.settle();
  }

  /** Comes back when everyone is what they should be, after two looks at each at once. */
  async settle(): Promise<void> {
    await Promise.all([this.#evaluateAll(), this.#evaluateAll()]);
  }

  /** What is to be shown of a member whatever they earned, as far as staff decided it. */
  decided(index: number, onLadder: (rank: string) => boolean): { rank: string; source: RankSource } | null {
    const [assigned, locked] = [this.assigned[index], this.locked[index]];
    if (locked && !onLadder(locked.rank)) this.locked[index] = null;
    if (assigned) return { rank: assigned.rank, source: 'assigned' };
    return this.locked[index] ? { rank: locked!.rank, source: 'locked' } : null;
  }

  async #act(act: Act): Promise<void> {
    const person = this.members[act.by]!;
    const answer = await this.#do(act, person);
    // What is refused changes nothing; what fails is a defect.
    if (answer && answer.status >= 500) throw new Error(`${act.kind}: ${answer.status} ${JSON.stringify(answer.body)}`);
    if (act.kind === 'post' && answer?.status === 201) this.#posts.push({ id: answer.body.post.id, author: person });
  }

  async #do(act: Act, person: Person): Promise<Answer | null> {
    if (act.kind === 'visit') return noteVisit(toId(person.id)).then(() => null);
    if (!('at' in act)) {
      const said = { clientId: randomUUID(), body: `Something, ${randomUUID()}` };
      return this.#ask(person, 'POST', `/topics/${this.#topics[0]}/posts`, said);
    }
    if (act.kind === 'view') return this.#view(person, this.#topics[act.at % this.#topics.length]!);
    const post = this.#posts[act.at % (this.#posts.length || 1)];
    if (!post) return null;
    if (act.kind === 'remove') return this.#ask(post.author, 'DELETE', `/posts/${post.id}`);
    return this.#ask(person, act.kind === 'kudos' ? 'PUT' : 'DELETE', `/posts/${post.id}/kudos`);
  }

  async #view(person: Person, topic: string): Promise<Answer> {
    ok(await this.#ask(person, 'PUT', `/topics/${topic}/view`));
    const earlier = { $subtract: ['$since', VIEW_SECONDS * 1_000] };
    await ViewingModel.updateOne({ _id: toId(person.id) }, [{ $set: { since: earlier } }], { updatePipeline: true });
    return this.#ask(person, 'PUT', `/topics/${topic}/view`);
  }

  async #decide(decision: Decision, about: number): Promise<void> {
    const at = (part: string) => `/accounts/${this.members[about]!.username}/rank/${part}`;
    const reason = 'As we decided';
    if (decision.kind === 'assign' || decision.kind === 'lock') {
      const given = { rank: (decision.kind === 'assign' ? GIVEN : LOCKED)[decision.rank]!, days: decision.days };
      const until = new Date(Date.now() + decision.days * DAY_MS).toISOString();
      const [place, part] = decision.kind === 'assign' ? [this.assigned, 'assignment'] : [this.locked, 'lock'];
      ok(await this.#ask(this.staff, 'PUT', at(part), { rank: given.rank, reason, until }));
      place[about] = given;
      return;
    }
    const [place, part] = decision.kind === 'release' ? [this.assigned, 'assignment'] : [this.locked, 'lock'];
    ok(await this.#ask(this.staff, 'DELETE', at(part), { reason }));
    place[about] = null;
  }

  /** Days pass: all that a standing says of moments lies so much further back. */
  async #pass(days: number): Promise<void> {
    const back = (path: string) => ({ $subtract: [path, days * DAY_MS] });
    const moved = (name: string, ...moments: string[]) => {
      const changes = Object.fromEntries(moments.map((moment) => [moment, back(`$${name}.${moment}`)]));
      return { [name]: { $cond: [{ $eq: [`$${name}`, null] }, null, { $mergeObjects: [`$${name}`, changes] }] } };
    };
    const $set = {
      registeredAt: back('$registeredAt'),
      dueAt: back('$dueAt'),
      lastVisitDay: '',
      ...moved('grace', 'since', 'until'),
      ...moved('assigned', 'at', 'until'),
      ...moved('lock', 'at', 'until'),
    };
    await StandingModel.updateMany({ _id: { $in: this.ids } }, [{ $set }], { updatePipeline: true });
    for (const place of [this.assigned, this.locked]) {
      for (const [index, given] of place.entries()) {
        if (given) place[index] = given.days > days ? { ...given, days: given.days - days } : null;
      }
    }
    await Promise.all([evaluateDue(createLogger('silent')), evaluateDue(createLogger('silent'))]);
  }

  async #putUp(rungs: Rung[]): Promise<void> {
    const { version } = ok(await this.#ask(this.staff, 'GET', '/ranks')).body.ladder;
    ok(await this.#ask(this.staff, 'POST', '/ranks/ladder/versions', { rungs, basedOn: version, note: 'Anew' }));
  }

  get ids(): Types.ObjectId[] {
    return this.members.map(({ id }) => toId(id));
  }

  #evaluateAll = () => Promise.all(this.ids.map((id) => evaluate(id)));

  /** On one node and the other in turn. */
  #ask({ token }: Person, method: string, path: string, body?: unknown): Promise<Answer> {
    this.#turn += 1;
    return request(this.nodes[this.#turn % this.nodes.length]!, method, path, { token, body });
  }
}
