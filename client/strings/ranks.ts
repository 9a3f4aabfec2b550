import { KUDOS_PER_PAIR, type Metric, VIEW_SECONDS } from '../../shared/ladder.ts';
import type { RankSource } from '../../shared/rank-key.ts';
import { rankHistoryStrings } from './rank-history.ts';
import { rankQuestions } from './rank-questions.ts';
import { article } from './words.ts';

const count = (n: number) => n.toLocaleString('en');

const METRICS: Record<Metric, string> = {
  daysRegistered: 'Days since joining',
  daysVisited: 'Days visited',
  topicsViewed: 'Topics viewed',
  posts: 'Posts written',
  kudosReceived: 'Kudos received',
  distinctGivers: 'Members who gave kudos',
};

const WHAT_COUNTS: Record<Metric, string> = {
  daysRegistered: 'Every day since you created your account, whether you come by or not.',
  daysVisited: 'Each day you come by, once. Days away take nothing off.',
  topicsViewed: `Each topic once, after ${VIEW_SECONDS} seconds on it. Topics you started do not count.`,
  posts: 'Topics you start and replies you write, as long as they are not deleted.',
  kudosReceived: `Kudos from others, at most ${KUDOS_PER_PAIR.kudos} from the same member in ${KUDOS_PER_PAIR.days} days. Your own never count, nor do withdrawn ones.`,
  distinctGivers: 'How many different members those kudos come from.',
};

const SOURCES: Record<RankSource, string> = {
  earned: 'Earned',
  assigned: 'Given by staff',
  locked: 'Set by staff',
};

/** Ranks, earned and given. */
export const ranksStrings = {
  title: 'Community user ranks explained',
  lead: 'Ranks help everyone see who has put time, effort and knowledge into this community. Everyone starts with the first and moves up by taking part.',
  apart: 'Ranks stay in the community',
  apartBody:
    'They never show on freelancer profiles, and they affect none of a freelancer’s profile metrics: not your search results, not your income.',
  roles: 'Ranks are not roles',
  rolesBody:
    'A rank is round and stands below the name. A role, such as Moderator or Group leader, is square and stands beside it. Only a role lets anyone do more than others.',
  earned: 'Ranks you earn',
  how: 'In order, from newest to most experienced. A rank is yours as soon as all its numbers are met.',
  given: 'Ranks staff give',
  givenHow: (highest: string) =>
    `They are for teams, guests and people with a task. While someone has one it is shown instead of the earned rank, which goes on growing beneath and comes back afterwards. The highest rank, ${highest}, can be earned or given; so can any other above. The profile says which.`,
  noneGiven: 'There are none at the moment.',
  questions: 'Questions and answers',
  answers: rankQuestions,
  linkTo: (question: string) => `Link to: ${question}`,
  rank: 'Rank',
  nothing: 'Everyone starts here',
  metric: (metric: Metric) => METRICS[metric],
  counts: (metric: Metric) => WHAT_COUNTS[metric],
  yours: 'You are here',
  shownNow: 'You have this now',

  mine: 'My rank',
  sourceOf: (source: RankSource) => SOURCES[source],
  earnedBy: 'Earned by taking part',
  givenOn: (day: string) => `Given by staff on ${day}`,
  setOn: (day: string) => `Set by staff on ${day}`,
  reason: (reason: string) => `“${reason}”`,
  until: (moment: string) => `until ${moment}`,
  untilTakenBack: 'until staff take it back',
  beneath: 'What you have earned beneath it',
  beneathBody: 'It goes on growing with all you do, and is shown again when this ends.',
  thenSet: (title: string, moment: string) =>
    `Should this end before ${moment}, your rank is ${title} until then, as staff have set it:`,

  graceTitle: (title: string, day: string) => `You stay ${article(title)} ${title} until ${day} at least`,
  graceWhy: (one: boolean) =>
    one
      ? 'One number has gone below what the rank asks you to keep. Make up for it by then, and nothing changes:'
      : 'Some numbers have gone below what the rank asks you to keep. Make up for them by then, and nothing changes:',
  tooLittle: (metric: Metric, value: number) => `${METRICS[metric]}: ${count(value)}`,
  tooLittleOf: (metric: Metric, value: number, least: number, threshold: number) =>
    `${METRICS[metric]}: ${count(value)}, and ${count(least)} needed (nine tenths of ${count(threshold)})`,
  graceElse: (title: string) => `If not, your rank will be ${title} from then on. You can earn it back at any time.`,

  next: (title: string) => `Next: ${title}`,
  nextWhen: 'The rank is yours as soon as all of these are met.',
  top: 'You have reached the top of the ladder',
  topBody: 'There is no rank above it. Your numbers go on all the same.',
  nearest: 'Closest to done',
  done: 'Done',
  noneAsked: 'none needed',
  progress: (value: number, threshold: number) => `${count(value)} of ${count(threshold)}`,
  reached: (value: number, threshold: number) => `${count(value)}, ${count(threshold)} needed`,
  value: (value: number) => count(value),
  history: 'How you got here',
  lines: rankHistoryStrings,
  explain: 'Ranks explained',
};
