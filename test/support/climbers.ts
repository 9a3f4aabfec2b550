import { type SignedIn, signInMany } from '../../bench/people.ts';
import { AccountModel } from '../../server/accounts/account.ts';
import { toId } from '../../server/db/id.ts';
import { StandingModel, type StandingRecord } from '../../server/ranks/standing.ts';
import type { Ladder } from '../../shared/ladder.ts';
import type { LadderVersion } from '../../shared/ladder-versions.ts';
import { ok, type Person } from './person.ts';

/** Someone with a rank, and with what is theirs beyond the thresholds of that rank. */
export type Climber = SignedIn & { rank: string };

type Standing = Partial<Omit<StandingRecord, '_id'>> & { rank: string };

/** Members straight in the store who have what their rank asks for, and what else is given; judged by this ladder. */
export async function makeClimbers(secret: string, ladder: Ladder, standings: Standing[]): Promise<Climber[]> {
  const people = await signInMany(standings.length, secret);
  for (const [index, { id }] of people.entries()) {
    const { rank, ...changes } = standings[index]!;
    const { daysRegistered, ...counted } = ladder.rungs.find(({ key }) => key === rank)!.thresholds;
    const registeredAt = new Date(Date.now() - (daysRegistered + 0.5) * 86_400_000);
    // They have been here today, so that no request of theirs counts another day.
    const lastVisitDay = new Date().toISOString().slice(0, 10);
    const standing = { ...counted, rank, registeredAt, lastVisitDay, ladderVersion: ladder.version, ...changes };
    await StandingModel.create({ _id: toId(id), ...standing });
    const { assigned, lock } = standing;
    const shown = assigned?.rank ?? lock?.rank ?? rank;
    const rankSource = assigned ? 'assigned' : lock ? 'locked' : 'earned';
    await AccountModel.updateOne({ _id: toId(id) }, { $set: { rank: shown, rankSource } });
  }
  return people.map((person, index) => ({ ...person, rank: standings[index]!.rank }));
}

export const standingOf = async ({ id }: { id: string }): Promise<StandingRecord> =>
  (await StandingModel.findById(toId(id)).lean())!;

export const latestLadder = async (staff: Person): Promise<LadderVersion> =>
  ok(await staff.get('/ranks/ladder/versions')).body.items[0];

/** Puts a ladder up on the latest one. */
export async function putUp(staff: Person, rungs: Ladder['rungs'], note = 'As agreed'): Promise<LadderVersion> {
  const { version } = await latestLadder(staff);
  return ok(await staff.post('/ranks/ladder/versions', { rungs, basedOn: version, note })).body;
}

/** The same, and comes back when everyone has been gone through. */
export async function applyLadder(staff: Person, rungs: Ladder['rungs']): Promise<LadderVersion> {
  const ear = await staff.listen();
  await ear.watch({ staff: null });
  const { version } = await putUp(staff, rungs);
  const done = await ear.next(
    'ladder.changed',
    ({ data }) => data.version === version && data.recalculation.state === 'done',
  );
  ear.close();
  return done.data;
}
