import { randomUUID } from 'node:crypto';
import { Types } from 'mongoose';
import { AccountModel } from '../server/accounts/account.ts';
import { StandingModel, type StandingRecord } from '../server/ranks/standing.ts';
import { DEFAULT_LADDER } from '../shared/ladders.ts';

const BATCH = 5_000;
const DAY_MS = 86_400_000;

/** What differs from a power member with more than the rank asks for, of whom nothing is due. */
export type Difference = Partial<Omit<StandingRecord, '_id'>>;

/** Makes accounts with standings straight in the store. @returns their ids. */
export async function makeStandings(count: number, differenceOf: (index: number) => Difference): Promise<string[]> {
  const ids: string[] = [];
  for (let done = 0; done < count; done += BATCH) {
    const standings = Array.from({ length: Math.min(BATCH, count - done) }, (_, index) => ({
      ...powerMember(),
      ...differenceOf(done + index),
    }));
    await AccountModel.insertMany(standings.map(accountOf), { lean: true });
    await StandingModel.insertMany(standings, { lean: true });
    ids.push(...standings.map(({ _id }) => _id.toString()));
  }
  return ids;
}

/** Someone whom age alone lifts to the next rank, and who is due for it. */
export const dueByAge = (): Difference => ({
  rank: 'frequent-visitor',
  registeredAt: new Date(Date.now() - 8 * DAY_MS),
  ...countedOf('active-member'),
  dueAt: new Date(Date.now() - DAY_MS),
});

/** What is counted of who has just what a rank asks for. */
export function countedOf(rank: string) {
  const { daysRegistered: _days, ...counted } = DEFAULT_LADDER.rungs.find(({ key }) => key === rank)!.thresholds;
  return counted;
}

const powerMember = (): StandingRecord => ({
  _id: new Types.ObjectId(),
  registeredAt: new Date(Date.now() - 60 * DAY_MS),
  lastVisitDay: '',
  ...countedOf('power-member'),
  posts: 500,
  rank: 'power-member',
  grace: null,
  assigned: null,
  lock: null,
  ladderVersion: 1,
  lines: 0,
  dueAt: null,
});

function accountOf({ _id, rank, registeredAt: createdAt }: StandingRecord) {
  const username = `s${randomUUID().replaceAll('-', '').slice(0, 20)}`;
  const email = `${username}@bench.invalid`;
  const keys = { usernameKey: username, emailKey: email };
  const rest = { displayName: 'A member of some note', passwordHash: 'none', role: 'member' as const };
  return { _id, username, email, ...keys, ...rest, rank, createdAt };
}
