import type { Attendance } from '../../shared/presence.ts';
import type { ProblemCode } from '../../shared/problems.ts';
import { createStore } from '../ui/store.ts';

/** Who of the group one attends to is there, as last told; null while that is not known. */
export const attendance = createStore<Attendance | null>(null);

export type World = {
  /** Answers why not, or null. Rejects if the connection failed. */
  attend: (groupId: string | null) => Promise<ProblemCode | null>;
  later: (task: () => void, ms: number) => void;
};

export type Attending = ReturnType<typeof createAttending>;

const RETRY_MS = 2_000;

/** Tells the server in which group one wants to see who is there, once its leaders' stream is heard, and keeps what it tells. */
export function createAttending(world: World) {
  let wanted: string | null = null;
  /** What the server was last told, and has not refused. */
  let said: string | null = null;
  let online = false;

  /** Wants to know who is in a group; call the answer to want it no more. */
  function attend(groupId: string): () => void {
    wanted = groupId;
    tell();
    return () => {
      if (wanted !== groupId) return;
      wanted = null;
      attendance.set(null);
      tell();
    };
  }

  function tell(): void {
    const groupId = wanted;
    if (!online || said === groupId) return;
    said = groupId;
    const again = () => said === groupId && refused();
    world.attend(groupId).then((code) => code && again(), again);
  }

  /** The leaders' stream may not be heard yet; whoever does not lead any more leaves the page, and with that gives up. */
  function refused(): void {
    said = null;
    if (wanted) world.later(tell, RETRY_MS);
  }

  function caughtUp(): void {
    online = true;
    tell();
  }

  function disconnected(): void {
    online = false;
    lost();
  }

  /** The server tells us nothing more until it is asked again. */
  function lost(): void {
    said = null;
    attendance.set(null);
  }

  function hear(told: Attendance): void {
    if (told.groupId === wanted) attendance.set(told);
  }

  return { attend, caughtUp, disconnected, lost, hear };
}
