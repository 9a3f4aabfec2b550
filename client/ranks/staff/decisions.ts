import type { Member } from '../../../shared/accounts.ts';
import type { MemberRank, RankStanding } from '../../../shared/ranks.ts';
import { memberRanks } from '../../api/ladder.ts';
import { strings } from '../../strings.ts';
import { endOf, type Length } from './end-of.ts';

export type Decision = 'give' | 'takeBack' | 'hold' | 'letGo';

/** `until` is the length that was chosen, `day` the last one where that is a date. */
export type DecisionValues = { rank: string; reason: string; until: Length; day: string };

export function decide(
  decision: Decision,
  { username }: Member,
  { rank, reason, until: length, day }: DecisionValues,
): Promise<MemberRank> {
  const until = endOf(length, day, new Date());
  switch (decision) {
    case 'give':
      return memberRanks.assign(username, { rank, reason, until });
    case 'hold':
      return memberRanks.lock(username, { rank, reason, until: until! });
    case 'takeBack':
      return memberRanks.endAssignment(username, { reason });
    case 'letGo':
      return memberRanks.endLock(username, { reason });
  }
}

type Said = { title: string; body: string; action: string; done: (rank: string) => string };

/** What is said of a decision before and after it. */
export function saidOf(
  decision: Decision,
  name: string,
  standing: RankStanding,
  titleOf: (rank: string) => string,
): Said {
  const { member: said } = strings.ladder;
  const title = (rank: string | undefined) => (rank ? titleOf(rank) : '');
  return {
    give: {
      title: said.giveTitle(name),
      body: said.giveBody,
      action: said.give,
      done: (rank: string) => said.gave(titleOf(rank), name),
    },
    hold: {
      title: said.holdTitle(name),
      body: said.holdBody,
      action: said.hold,
      done: (rank: string) => said.held(titleOf(rank), name),
    },
    takeBack: {
      title: said.takeBackTitle(title(standing.assigned?.rank), name),
      body: said.takeBackBody,
      action: said.takeBack,
      done: () => said.tookBack(name),
    },
    letGo: {
      title: said.letGoTitle(title(standing.lock?.rank), name),
      body: said.letGoBody,
      action: said.letGo,
      done: () => said.letGone(name),
    },
  }[decision];
}
