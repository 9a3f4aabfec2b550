import type { HistoryCause, HistoryKind } from '../../shared/ranks.ts';
import { article } from './words.ts';

/** The titles a line names: of its rank, and of the one before (its own where there was none). */
type Titles = { rank: string; from: string };

const an = (title: string) => `${article(title)} ${title}`;

/** A line of the history, by what happened and what brought it about. */
const LINES: Record<HistoryKind, (titles: Titles, cause: HistoryCause) => string> = {
  up: ({ rank }, cause) =>
    cause === 'ladder' ? `Became ${an(rank)}: a new ladder asks for less` : `Became ${an(rank)}`,
  down: ({ rank, from }) => `Became ${an(rank)}: what ${an(from)} has to keep was not there in time`,
  moved: ({ rank, from }) => `Became ${an(rank)}: the rank ${from} is no longer on the ladder`,
  grace: ({ rank }, cause) =>
    cause === 'ladder'
      ? `Fell below what ${an(rank)} has to keep, as a new ladder asks for more`
      : `Fell below what ${an(rank)} has to keep`,
  recovered: ({ rank }, cause) =>
    cause === 'ladder' ? `Stays ${an(rank)}: a new ladder asks for less` : `Stays ${an(rank)}: made up for it in time`,
  assigned: ({ rank }) => `Was given the rank ${rank} by staff`,
  'assignment-ended': ({ rank }, cause) =>
    cause === 'time' ? `The time as ${rank} was over` : `Staff took back the rank ${rank}`,
  locked: ({ rank }) => `Staff set the rank to ${rank} for a while`,
  'lock-ended': ({ rank }, cause) =>
    cause === 'time'
      ? `The time for which staff had set the rank to ${rank} was over`
      : `Staff no longer set the rank to ${rank}`,
};

export const rankHistoryStrings = {
  line: (kind: HistoryKind, titles: Titles, cause: HistoryCause) => LINES[kind](titles, cause),
  started: (title: string) => `Joined as ${an(title)}`,
  by: (name: string) => `by ${name}`,
  until: (moment: string) => `Until ${moment}`,
  graceUntil: (moment: string) => `Time to make up for it until ${moment}`,
  snapshot: 'The numbers then',
  judgedBy: (version: number) => `Judged by version ${version.toLocaleString('en')} of the ladder.`,
};
