import type { LoggedEvent } from '../../shared/events.ts';
import { createLive, type Live, type World } from './live.ts';

/** What has happened after a seq, and how far the stream has got; null: more than is told. */
export type Changes = { events: LoggedEvent[] | null; head: { seq: number } };

export type VisitorWorld = Pick<World, 'apply' | 'reset' | 'later'> & {
  /** Answers once there is something after `seq`, or after a while with nothing. Rejects if that failed. */
  changes: (seq: number, signal: AbortSignal) => Promise<Changes>;
  /** Resolves when someone looks at the page. */
  looking: () => Promise<void>;
  /** Resolves when it is time to try again after so many answers in a row that were failures or empty. */
  rested: (failures: number, error: unknown) => Promise<void>;
};

/** The live path of someone who is not signed in: one stream, heard by requests that wait. */
export function createVisiting(stream: string, { changes, looking, rested, ...world }: VisitorWorld) {
  const ending = new AbortController();
  let heard: number | null = null;
  const live: Live = createLive({
    ...world,
    watch: async (asked) => {
      const last = asked[stream];
      if (last == null) return {};
      if (heard === null) {
        heard = last;
        void listen();
      }
      return { [stream]: last < heard ? { reset: true, head: heard } : { events: [], head: heard } };
    },
    unwatch: () => {},
    closed: () => {},
    denied: () => {},
    caughtUp: () => {},
  });
  live.connected();

  async function listen(): Promise<void> {
    let failures = 0;
    while (!ending.signal.aborted) {
      try {
        await looking();
        const news = await changes(heard!, ending.signal);
        hear(news);
        failures = 0;
        // A server that is about to go answers at once.
        if (news.events?.length === 0) await rested(1, null);
      } catch (error) {
        if (ending.signal.aborted) return;
        failures += 1;
        await rested(failures, error);
      }
    }
  }

  function hear({ events, head }: Changes): void {
    if (ending.signal.aborted) return;
    heard = head.seq;
    if (events) for (const event of events) live.pushed(event);
    else begin();
  }

  /** Asks from where the stream is now: what is shown is fetched again. */
  function begin(): void {
    live.disconnected();
    live.connected();
  }

  return { live, end: () => ending.abort() };
}
