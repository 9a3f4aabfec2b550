import { ACT_NOTICES, DEALING_NOTICES } from '../../shared/notices/decided.ts';
import type { Notice } from '../../shared/notices.ts';
import type { AccountRecord } from '../accounts/account.ts';
import { markOf } from './notice-mark.ts';
import { Scan } from './scan.ts';
import { standingOf } from './standing.ts';

type DigestItem = { title: string; link: string; line: string };

/** So often is the log looked into for one digest; what is left is told by the inbox. */
const LOOKS = 20;

/** What a member has not read of what they were told of since then, the latest first; a topic's notices are one item. */
export async function digestOf(account: AccountRecord, since: Date): Promise<DigestItem[]> {
  const scan = new Scan(account, await standingOf(account), await markOf(account._id));
  while (scan.place && scan.place.at > since && scan.looks < LOOKS) await scan.look();
  const unread = scan.found.filter(({ notice, place }) => !notice.read && place.at > since);
  const byTopic = new Map<string, Notice[]>();
  for (const { notice } of unread) {
    const key = notice.topicId ?? notice.id;
    byTopic.set(key, [...(byTopic.get(key) ?? []), notice]);
  }
  return [...byTopic.values()].map(itemOf);
}

/** Of these the notice says why. */
const REASONED = new Set<Notice['kind']>([
  'request-approved',
  'request-denied',
  'removed',
  'muted',
  'banned',
  ...Object.values(ACT_NOTICES),
  ...Object.values(DEALING_NOTICES),
]);

function itemOf(notices: Notice[]): DigestItem {
  const first = notices.at(-1)!;
  if (first.topicId === null)
    return { title: titleOf(first), link: '/inbox', line: REASONED.has(first.kind) ? first.title : '' };
  return {
    title: first.title,
    link: `/t/${first.topicId}/${first.number}`,
    line: `${whatHappened(notices)} in ${first.group?.name}`,
  };
}

/** @param notices of one topic, the latest first. */
function whatHappened(notices: Notice[]): string {
  const count = (kind: Notice['kind']) => notices.filter((notice) => notice.kind === kind).length;
  const replies = count('reply');
  return [
    count('topic') > 0 && `A new topic by ${notices.at(-1)!.actor.displayName}`,
    replies > 0 && (replies === 1 ? 'one new reply' : `${replies} new replies`),
    count('mention') > 0 && 'you were named',
  ]
    .filter(Boolean)
    .join(', ');
}

/** What is not about a topic. */
function titleOf({ kind, actor, group, partner, title }: Notice): string {
  const name = (group ?? partner)?.name ?? '';
  switch (kind) {
    case 'invitation':
      return `${actor.displayName} invites you to ${name}`;
    case 'join-request':
      return `${actor.displayName} asks to join ${name}`;
    case 'request-approved':
      return `Your request to join ${name} was approved`;
    case 'request-denied':
      return `Your request to join ${name} was denied`;
    case 'leader':
      return `You lead ${name} now`;
    case 'removed':
      return `You were removed from ${name}`;
    case 'muted':
      return `You cannot post in ${name} for now`;
    case 'banned':
      return `You were banned from ${name}`;
    case 'rank-up':
      return 'You have a new rank';
    case 'rank-assigned':
    case 'rank-ended':
    case 'rank-locked':
    case 'rank-grace':
    case 'rank-down':
      return 'There is news about your rank';
    case 'group-approved':
      return `The group ${title} is there, and you lead it`;
    case 'posts-removed':
      return `Something you wrote in ${name} was removed`;
    case 'topic-removed':
      return `A topic of yours in ${name} was removed`;
    case 'topic-locked':
      return `A topic of yours in ${name} was locked`;
    case 'topic-moved':
      return `A topic of yours in ${name} was moved`;
    case 'post-approved':
      return `Your post in ${name} was approved`;
    case 'post-refused':
      return `Your post in ${name} was not approved`;
    case 'appeal-granted':
      return 'Your appeal was granted';
    case 'appeal-denied':
      return 'Your appeal was denied';
    case 'report':
      return `A post in ${name} was reported`;
    case 'held':
      return `A post in ${name} waits for approval`;
    case 'appeal':
      return `${actor.displayName} appeals against what was decided in ${name}`;
    case 'expert-invited':
      return `You are invited to become an expert of ${name}`;
    case 'expert-selected':
      return `${name} has selected you as an expert`;
    case 'expert-lapsed':
      return `Your expert’s badge of ${name} rests`;
    case 'expert-restored':
      return `Your expert’s badge of ${name} is good again`;
    case 'expert-removed':
      return `You are no longer an expert of ${name}`;
    case 'partner-manager':
      return `You manage ${name} now`;
    default:
      return title;
  }
}
