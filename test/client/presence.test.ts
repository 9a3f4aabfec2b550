import { beforeEach, describe, expect, test } from '@jest/globals';
import { createPresence, gatherings, type Presence, type World } from '../../client/live/presence.ts';
import type { Actor } from '../../shared/accounts.ts';
import type { EventOf, LoggedEvent } from '../../shared/events.ts';
import type { ProblemCode } from '../../shared/problems.ts';
import { AT, STREAM } from './events.ts';

const [HERE, THERE] = ['a'.repeat(24), 'b'.repeat(24)];

let world: FakeWorld;
let presence: Presence;
beforeEach(() => {
  world = new FakeWorld();
  presence = createPresence(world);
});

describe('the topic one views', () => {
  test('is said once all is caught up, and again after each reconnection', async () => {
    presence.look(HERE);
    await turn();
    expect(world.viewed).toEqual([]);
    presence.caughtUp();
    presence.caughtUp();
    presence.disconnected();
    presence.caughtUp();
    expect(world.viewed).toEqual([HERE, HERE]);
  });

  test('is said again after the server has let go of us', async () => {
    await viewing();
    presence.lost();
    presence.caughtUp();
    expect(world.viewed).toEqual([HERE, HERE]);
  });

  test('is said as one when one goes from a topic to the next, and unsaid when one leaves', async () => {
    const leave = await viewing();
    leave();
    const leaveThere = presence.look(THERE);
    await turn();
    leaveThere();
    await turn();
    expect(world.viewed).toEqual([HERE, THERE, null]);
  });

  test('is said again after the group is heard, if that was what it was refused for', async () => {
    await viewing();
    await world.answer('forbidden');
    expect(world.viewed).toEqual([HERE]);
    presence.caughtUp();
    presence.caughtUp();
    expect(world.viewed).toEqual([HERE, HERE]);
    await world.answer('forbidden');
    expect(world.viewed).toEqual([HERE, HERE, HERE]);
  });

  test('is said again later, if the server had no time', async () => {
    await viewing();
    await world.answer('busy');
    world.runLater();
    expect(world.viewed).toEqual([HERE, HERE]);
  });

  test('is not said again for the refusal of one that was left meanwhile', async () => {
    await viewing();
    presence.look(THERE);
    await turn();
    await world.answer('forbidden');
    presence.caughtUp();
    expect(world.viewed).toEqual([HERE, THERE]);
  });
});

describe('who is there', () => {
  test('is what was last told of the topic one views, until it is left or the connection is lost', async () => {
    const leave = await viewing();
    presence.hear('presence', gathering(HERE, ANA));
    presence.hear('presence', gathering(THERE, BEN));
    expect(gatherings.presence.get()).toEqual(gathering(HERE, ANA));
    presence.disconnected();
    expect(gatherings.presence.get()).toBeNull();
    presence.hear('presence', gathering(HERE, ANA, BEN));
    leave();
    expect(gatherings.presence.get()).toBeNull();
    presence.hear('presence', gathering(HERE, ANA));
    expect(gatherings.presence.get()).toBeNull();
  });

  test('and has posted no longer writes', async () => {
    await viewing();
    presence.hear('typing', gathering(HERE, ANA, BEN));
    presence.happened(posted(THERE, ANA));
    presence.happened(posted(HERE, ANA));
    presence.happened(posted(HERE, ANA));
    expect(gatherings.typing.get()).toEqual(gathering(HERE, BEN));
  });
});

describe('writing', () => {
  test('is said now and then, and its end once', async () => {
    await viewing();
    for (const at of [0, 1_000, 2_999, 3_000, 5_000]) {
      world.time = at;
      presence.type(HERE);
    }
    presence.stopTyping();
    presence.stopTyping();
    expect(world.typed).toEqual([true, true, false]);
    presence.type(HERE);
    expect(world.typed).toEqual([true, true, false, true]);
  });

  test('is not said where one is not known to be, and its end not after a reconnection', async () => {
    presence.type(HERE);
    await viewing();
    presence.type(THERE);
    expect(world.typed).toEqual([]);
    presence.type(HERE);
    presence.disconnected();
    presence.stopTyping();
    expect(world.typed).toEqual([true]);
  });
});

async function viewing(): Promise<() => void> {
  const leave = presence.look(HERE);
  presence.caughtUp();
  await turn();
  return leave;
}

const actor = (id: string, username: string): Actor => ({
  id,
  username,
  displayName: username,
  rank: 'forum-explorer',
});
const ANA = actor('1'.repeat(24), 'ana');
const BEN = actor('2'.repeat(24), 'ben');

const gathering = (topicId: string, ...members: Actor[]) => ({ topicId, count: members.length, members });

function posted(topicId: string, author: Actor): LoggedEvent {
  const data = { topicId, post: { author } } as EventOf<'post.created'>['data'];
  return { stream: STREAM, seq: 1, type: 'post.created', at: AT, actor: author, data };
}

class FakeWorld implements World {
  viewed: (string | null)[] = [];
  typed: boolean[] = [];
  time = 0;
  #pending: ((refusal: ProblemCode | null) => void)[] = [];
  #later: (() => void)[] = [];

  view = (topicId: string | null): Promise<ProblemCode | null> => {
    this.viewed.push(topicId);
    return new Promise((resolve) => {
      this.#pending.push(resolve);
    });
  };

  type = (_topicId: string, typing: boolean): void => {
    this.typed.push(typing);
  };

  later = (task: () => void): void => {
    this.#later.push(task);
  };

  now = (): number => this.time;

  /** Answers the oldest open request, and lets what follows happen. */
  async answer(refusal: ProblemCode | null): Promise<void> {
    this.#pending.shift()?.(refusal);
    await turn();
  }

  runLater(): void {
    for (const task of this.#later.splice(0)) task();
  }
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
