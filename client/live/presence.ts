import type { LoggedEvent } from '../../shared/events.ts';
import { type Gathering, TYPING_AGAIN_MS } from '../../shared/presence.ts';
import type { ProblemCode } from '../../shared/problems.ts';
import { createStore } from '../ui/store.ts';

/** Who is in the topic one views, and who writes there, as last told; null while that is not known. */
export const gatherings = {
  presence: createStore<Gathering | null>(null),
  typing: createStore<Gathering | null>(null),
};

export type World = {
  /** Answers why not, or null. Rejects if the connection failed. */
  view: (topicId: string | null) => Promise<ProblemCode | null>;
  type: (topicId: string, typing: boolean) => void;
  later: (task: () => void, ms: number) => void;
  now: () => number;
};

export type Presence = ReturnType<typeof createPresence>;

const RETRY_MS = 4_000;

/** Tells the server which topic one views and whether one writes there, and keeps what it tells of the others. */
export function createPresence(world: World) {
  let wanted: string | null = null;
  /** What the server was last told, and has not refused. */
  let said: string | null = null;
  let online = false;
  let timesCaughtUp = 0;
  let writing: { topicId: string; at: number } | null = null;

  /** One views this topic until the answer is called. */
  function look(topicId: string): () => void {
    turnTo(topicId);
    return () => {
      if (wanted === topicId) turnTo(null);
    };
  }

  function turnTo(topicId: string | null): void {
    forget();
    wanted = topicId;
    writing = null;
    // Going from one topic to the next lets go of the one and turns to the other: that is said as one.
    queueMicrotask(tell);
  }

  function tell(): void {
    if (!online || said === wanted) return;
    const topicId = wanted;
    const heardAll = timesCaughtUp;
    said = topicId;
    world.view(topicId).then(
      (refusal) => refusal && said === topicId && refused(refusal, heardAll),
      () => {},
    );
  }

  function refused(code: ProblemCode, heardAll: number): void {
    said = null;
    // Only those who hear a group are told; once it is heard, it is worth another try.
    if (code === 'forbidden') heardAll < timesCaughtUp && tell();
    else if (code !== 'not_found') world.later(tell, RETRY_MS * (1 + Math.random()));
  }

  function caughtUp(): void {
    online = true;
    timesCaughtUp += 1;
    tell();
  }

  function disconnected(): void {
    online = false;
    lost();
  }

  /** The server no longer counts us in, and tells us nothing more. */
  function lost(): void {
    said = null;
    writing = null;
    forget();
  }

  function hear(kind: keyof typeof gatherings, gathering: Gathering): void {
    if (gathering.topicId === wanted) gatherings[kind].set(gathering);
  }

  /** One who has sent what they wrote no longer writes it; the post is here before that is told. */
  function happened(event: LoggedEvent): void {
    const typing = gatherings.typing.get();
    if (event.type !== 'post.created' || event.data.topicId !== typing?.topicId) return;
    const members = typing.members.filter(({ id }) => id !== event.data.post.author.id);
    const count = typing.count - (typing.members.length - members.length);
    gatherings.typing.set({ ...typing, count, members });
  }

  /** One writes in a topic: said now and then for as long as it is called. */
  function type(topicId: string): void {
    const now = world.now();
    if (said !== topicId || (writing && now - writing.at < TYPING_AGAIN_MS)) return;
    writing = { topicId, at: now };
    world.type(topicId, true);
  }

  /** One has stopped writing, or sent it. */
  function stopTyping(): void {
    if (writing) world.type(writing.topicId, false);
    writing = null;
  }

  return { look, caughtUp, disconnected, lost, hear, happened, type, stopTyping };
}

function forget(): void {
  gatherings.presence.set(null);
  gatherings.typing.set(null);
}
