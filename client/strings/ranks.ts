import type { Metric } from '../../shared/ladder.ts';

const count = (n: number) => n.toLocaleString('en');

const METRICS: Record<Metric, string> = {
  daysRegistered: 'Days since joining',
  daysVisited: 'Days visited',
  topicsViewed: 'Topics read',
  posts: 'Posts written',
  kudosReceived: 'Kudos received',
  distinctGivers: 'Members who gave kudos',
};

/** Ranks, earned and given. */
export const ranksStrings = {
  title: 'How ranks work',
  lead: 'Ranks show who has been part of this community and helped it along. Everyone starts as a Forum explorer and moves up by taking part.',
  apart: 'Ranks live here only',
  apartBody:
    'They do not show on freelancer profiles and do not affect any profile metric, your search results or your income. They tell other members how much someone has put into this community.',
  how: 'To reach a rank, every number in its row has to be met. What is taken back, such as deleted posts and withdrawn kudos, no longer counts. Kudos for yourself never count.',
  earned: 'What each rank asks for',
  roles: 'Ranks are not roles',
  rolesBody:
    'A rank is earned and stands below the name. Roles are given and stand beside it, in a different shape: they say who may moderate.',
  rank: 'Rank',
  nothing: 'Everyone starts here',
  metric: (metric: Metric) => METRICS[metric],
  mine: 'My rank',
  yours: 'You are here',
  source: 'Earned',
  next: (title: string) => `Next: ${title}`,
  top: 'You have reached the top of the ladder.',
  nearest: 'Closest to done',
  done: 'Done',
  progress: (value: number, threshold: number) => `${count(value)} of ${count(threshold)}`,
  value: (value: number) => count(value),
  history: 'How you got here',
  historyEntry: (title: string) => `Became ${article(title)} ${title}`,
  started: (title: string) => `Started as ${article(title)} ${title}`,
  explain: 'How ranks work',
  rankUpTitle: 'You moved up',
  rankUp: (title: string) => `You are now ${article(title)} ${title}.`,
};

/** "a" or "an", as the word needs it. */
export function article(word: string): string {
  return /^(?:[aeiou])/i.test(word) ? 'an' : 'a';
}
