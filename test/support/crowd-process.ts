import { answer } from '../../bench/processes/answer.ts';
import { leanLine } from '../../load/line/lean-line.ts';
import { Verdict } from '../../load/oracle/verdict.ts';
import { createTokens } from '../../server/accounts/tokens.ts';
import type { LoggedEvent } from '../../shared/events.ts';
import { SECRET } from './cluster.ts';
import { Follower } from './follower.ts';
import { judgeFollowed } from './oracle.ts';

/** Many followers in one process, which judges them itself: what they have would take long to hand over. */
export type Opening = { url: string; members: { id: string; sessionId: string }[]; from: [string, number][] };
export type Report = Pick<Verdict, 'counts' | 'examples'>;

/** How many may be connecting at a time, at first. */
const AT_ONCE = 50;
const PATIENCE_MS = 120_000;

/** Sooner than members come back: the tests are waiting. */
const soon = (tries: number): number => Math.random() * Math.min(1_000 * 2 ** tries, 5_000);

const tokens = createTokens(SECRET);
const followers: Follower[] = [];

answer({
  /** Comes back when all follow. */
  async open({ url, members, from }: Opening): Promise<void> {
    const queue = [...members];
    const some = async () => {
      for (let next = queue.pop(); next; next = queue.pop()) await openOne(url, next, from);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, some));
  },
  /** Comes back when all have everything up to there. */
  async reach(heads: [string, number][]): Promise<void> {
    const reached = followers.flatMap((follower) =>
      heads.map(([stream, head]) => follower.reaches(stream, head, PATIENCE_MS)),
    );
    await Promise.all(reached);
  },
  /** How often they have connected, in all. */
  connections: () => followers.reduce((sum, { connections }) => sum + connections, 0),
  connected: () => followers.filter(({ connected }) => connected).length,
  resets: () => followers.reduce((sum, { resets }) => sum + resets, 0),
  /** Against the streams' whole logs. */
  judge(logs: [string, LoggedEvent[]][]): Report {
    const verdict = new Verdict();
    for (const follower of followers) {
      for (const [stream, log] of logs) {
        judgeFollowed(verdict, { name: follower.name, stream }, log, follower.followed.get(stream)!);
      }
    }
    return { counts: verdict.counts, examples: verdict.examples };
  },
});

async function openOne(url: string, { id, sessionId }: Opening['members'][0], from: Opening['from']): Promise<void> {
  const token = () => tokens.sign({ accountId: id, sessionId });
  const follower = new Follower(`one of the crowd (${id})`, leanLine({ url, token, away: soon }), new Map(from));
  followers.push(follower);
  await follower.ready();
}
