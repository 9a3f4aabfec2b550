import { expect } from '@jest/globals';
import type { Act } from '../../shared/acts.ts';
import type { Group } from '../../shared/groups.ts';
import type { Answer } from './http.ts';
import type { Person } from './person.ts';

/** Something of its own that a pair of acts is about. */
export type Object = { group: Group; [part: string]: unknown };

/** A way to act on an object: one of the leaders, at one of the nodes, asks for something. */
export type Way<Thing extends Object> = {
  name: string;
  /** What is asked for; or which act is undone: the one that was done before. */
  ask: (thing: Thing, by: string) => object | 'undo';
  /** What more than the object itself it takes. */
  on?: string;
};

export type Kind<Thing extends Object, State = unknown> = {
  /** Makes a new one, always alike for the same ways. `before`: what was done to it by the first leader. */
  make: (ways: Way<Thing>[]) => Promise<{ thing: Thing; before: Act | null }>;
  ways: Way<Thing>[];
  /** What has become of it, in words that are the same for two that fared alike. */
  state: (thing: Thing) => Promise<State>;
  /** Leaves nothing behind that is in the way of others; answers what it has done. */
  clear?: (thing: Thing, state: State) => Promise<Act[]>;
};

/** What came of two acts on an object. */
type Outcome = { won: [boolean, boolean]; state: unknown };

type Made<Thing> = { thing: Thing; before: Act | null };

/** Every pair of ways, also each with itself. */
export const pairsOf = <Thing extends Object>(ways: Way<Thing>[]): [Way<Thing>, Way<Thing>][] =>
  ways.flatMap((one, index) => ways.slice(index).map((other): [Way<Thing>, Way<Thing>] => [one, other]));

/** Acts that were done and undone, by their ids. */
export type Done = { done: string[]; undone: string[] };

/**
 * Two leaders act on the same thing at once, each at a node of their own. What becomes of it must be what becomes of another that is like it
 * where one acts after the other, in one order or the other; whoever was too late is told of the act that was quicker.
 */
export async function contend<Thing extends Object, State>(
  kind: Kind<Thing, State>,
  [one, other]: [Way<Thing>, Way<Thing>],
  [first, second]: [Person, Person],
): Promise<Done> {
  const done: Done = { done: [], undone: [] };
  const make = () => kind.make([one, other]);
  const inTurn = async (made: Made<Thing>, order: 'forth' | 'back'): Promise<Outcome> => {
    const ask = [() => tryWay(one, made, first), () => tryWay(other, made, second)];
    const answers: Answer[] = [];
    for (const step of order === 'forth' ? ask : ask.toReversed()) answers.push(await step());
    return outcome(kind, made, order === 'forth' ? answers : answers.toReversed(), done);
  };
  const [made, alike] = await Promise.all([make(), make()]);
  const answers = await Promise.all([tryWay(one, made, first), tryWay(other, made, second)]);
  const came = await outcome(kind, made, answers, done);
  const forth = await inTurn(alike, 'forth');
  if (isAlike(came, forth)) return done;
  const pair = `${one.name} × ${other.name}`;
  expect({ pair, came, otherwise: forth }).toEqual({
    pair,
    came: await inTurn(await make(), 'back'),
    otherwise: forth,
  });
  return done;
}

const isAlike = (one: Outcome, other: Outcome) => JSON.stringify(one) === JSON.stringify(other);

function tryWay<Thing extends Object>(way: Way<Thing>, { thing, before }: Made<Thing>, who: Person): Promise<Answer> {
  const asked = way.ask(thing, who.username);
  if (asked === 'undo') return who.post(`/acts/${before!.id}/undo`);
  return who.post(`/groups/${thing.group.slug}/acts`, { reason: `${who.username} does it`, ...asked });
}

async function outcome<Thing extends Object, State>(
  { state, clear }: Kind<Thing, State>,
  { thing, before }: Made<Thing>,
  answers: Answer[],
  log: Done,
): Promise<Outcome> {
  const acts = answers.flatMap(({ status, body }) => (status < 300 ? (body.acts as Act[]) : []));
  log.done.push(...(before ? [before.id] : []), ...acts.filter(({ undone }) => !undone).map(({ id }) => id));
  log.undone.push(...acts.filter(({ undone }) => undone).map(({ id }) => id));
  const known = new Set([...acts, ...(before ? [before] : [])].map(({ id }) => id));
  for (const { status, body } of answers.filter(({ status }) => status >= 300)) {
    expect({ status, code: body.code, current: body.current?.by?.username }).toEqual({
      status: 409,
      code: 'already_acted',
      current: expect.any(String),
    });
    expect(known).toContain(body.current.id);
    expect(body.detail).toContain(body.current.by.displayName);
  }
  const is = await state(thing);
  log.done.push(...((await clear?.(thing, is)) ?? []).map(({ id }) => id));
  return { won: answers.map(({ status }) => status < 300) as [boolean, boolean], state: is };
}
