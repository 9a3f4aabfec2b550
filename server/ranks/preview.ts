import { heldRung, type Ladder } from '../../shared/ladder.ts';
import type { LadderDraft, LadderPreview, Move } from '../../shared/ladder-versions.ts';
import type { RankKey } from '../../shared/rank-key.ts';
import { type AccountRecord, membersById } from '../accounts/account.ts';
import { type ObjectId, toId } from '../db/id.ts';
import { AppError, authorize } from '../lib/errors.ts';
import { judge } from './judge.ts';
import { latestLadder } from './ladder.ts';
import { refuseGivenKeys } from './ladder-actions.ts';
import { canDecideRanks } from './policy.ts';
import { metricsOf, StandingModel, type StandingRecord } from './standing.ts';

/** As many standings as are looked at in one turn of the loop. */
const SLICE = 500;
const EXAMPLES = 5;
const RETRY_SECONDS = 5;

let looking = false;

/**
 * Goes over everyone and tells who would move, were the draft the ladder in force; nothing changes by it. It also counts whom
 * staff gave another rank: their earned one moves beneath. A node does one at a time.
 * @throws AppError forbidden, invalid_request, busy
 */
export async function previewLadder(viewer: AccountRecord, { rungs }: LadderDraft): Promise<LadderPreview> {
  authorize(canDecideRanks(viewer));
  if (looking) throw new AppError('busy', 'Another preview is being made.', { retryAfter: RETRY_SECONDS });
  looking = true;
  try {
    await refuseGivenKeys(rungs);
    const { version } = await latestLadder();
    return await preview({ version: version + 1, rungs }, version);
  } finally {
    looking = false;
  }
}

/** Where members would move from and to, how many they are, and some of them. */
type Tally = { kind: Move['kind']; from: RankKey; to: RankKey; count: number; examples: ObjectId[] };

async function preview(draft: Ladder, basedOn: number): Promise<LadderPreview> {
  const now = new Date();
  const tallies = new Map<string, Tally>();
  let members = 0;
  let relieved = 0;
  for await (const slice of allStandings()) {
    members += slice.length;
    for (const standing of slice) {
      const { step, rank } = judge(standing, draft, now);
      if (step === 'recovered') relieved += 1;
      if (step === 'up' || step === 'moved') note(tallies, step, standing, rank);
      if (step === 'grace') note(tallies, 'down', standing, heldRung(draft, metricsOf(standing, now)).key);
    }
  }
  const moves = await withExamples([...tallies.values()].sort((a, b) => b.count - a.count));
  const count = (kind: Move['kind']) => moves.reduce((sum, move) => sum + (move.kind === kind ? move.count : 0), 0);
  return { basedOn, members, up: count('up'), down: count('down'), moved: count('moved'), relieved, moves };
}

/** Everyone's standing, as far as it is judged; between two slices the node does what else there is to do. */
async function* allStandings(): AsyncGenerator<StandingRecord[]> {
  let after: ObjectId = toId('0'.repeat(24));
  for (;;) {
    const slice = await StandingModel.find({ _id: { $gt: after } })
      .select('-assigned -lock -lastVisitDay -lines -dueAt')
      .sort({ _id: 1 })
      .limit(SLICE)
      .lean();
    if (slice.length > 0) yield slice;
    if (slice.length < SLICE) return;
    after = slice.at(-1)!._id;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function note(tallies: Map<string, Tally>, kind: Move['kind'], { _id, rank: from }: StandingRecord, to: RankKey): void {
  const key = `${kind} ${from} ${to}`;
  const tally = tallies.get(key) ?? { kind, from, to, count: 0, examples: [] };
  tally.count += 1;
  if (tally.examples.length < EXAMPLES) tally.examples.push(_id);
  tallies.set(key, tally);
}

async function withExamples(tallies: Tally[]): Promise<Move[]> {
  const members = await membersById(tallies.flatMap(({ examples }) => examples));
  return tallies.map(({ examples, ...move }) => ({
    ...move,
    examples: examples.flatMap((id) => members.get(id.toString()) ?? []),
  }));
}
