import { isDeepStrictEqual } from 'node:util';
import { PushOrder } from '../../load/oracle/push-order.ts';
import type { Verdict } from '../../load/oracle/verdict.ts';
import type { LoggedEvent } from '../../shared/events.ts';
import type { Submission } from './author.ts';
import type { Followed, Heard, Stretch } from './follower.ts';
import type { StoredPost } from './truth.ts';

type Who = { name: string; stream: string };

/**
 * Judges what a client has of a stream against the whole log of it.
 * @param goneAt the seq of the event that sent the client out of the stream: from there on nothing is theirs.
 */
export function judgeFollowed(
  verdict: Verdict,
  who: Who,
  log: LoggedEvent[],
  { stretches, heard }: Pick<Followed, 'stretches' | 'heard'>,
  goneAt = Number.POSITIVE_INFINITY,
): void {
  const whole = stretches.map((stretch, index) => ({ ...stretch, to: stretches[index + 1]?.from ?? null }));
  for (const stretch of whole) judgeStretch(verdict, who, log, stretch, goneAt);
  judgePushes(verdict, who, heard);
  for (const { event, via } of heard) {
    if (event.seq >= goneAt) verdict.found('leaked', `${who.name} got ${label(event)} by ${via}, gone since ${goneAt}`);
  }
}

/**
 * Each event once, in order, as the log has it. A client that began again may lack the end of what it had before; one
 * that is gone, what it had not been told yet.
 */
function judgeStretch(
  verdict: Verdict,
  { name, stream }: Who,
  log: LoggedEvent[],
  { from, applied, to }: Stretch & { to: number | null },
  goneAt: number,
): void {
  const seen = new Map<number, LoggedEvent>();
  let highest = from;
  for (const event of applied) {
    if (seen.has(event.seq) || event.seq <= from) verdict.found('duplicated', `${name}: ${label(event)}`);
    else if (event.seq < highest) verdict.found('re-ordered', `${name}: ${label(event)} after ${highest}`);
    seen.set(event.seq, event);
    highest = Math.max(highest, event.seq);
  }
  const complete = to !== null || goneAt < Number.POSITIVE_INFINITY ? highest : (log.at(-1)?.seq ?? 0);
  for (let seq = from + 1; seq <= complete; seq += 1) {
    const event = seen.get(seq);
    if (!event) verdict.found('missed', `${name}: ${stream} ${seq}`);
    else if (!isDeepStrictEqual(event, log[seq - 1])) verdict.found('missed', `${name}: ${label(event)} as it is`);
  }
  for (const event of seen.values()) {
    if (!log[event.seq - 1]) verdict.found('leaked', `${name}: ${label(event)}, which is not in the log`);
  }
}

function judgePushes(verdict: Verdict, { name, stream }: Who, heard: Heard[]): void {
  const orders = new Map<number, PushOrder>();
  for (const { event, via, connection } of heard) {
    if (via === 'answer') continue;
    const order = orders.get(connection) ?? new PushOrder();
    orders.set(connection, order);
    const fault = order.pushed(event.seq);
    if (fault) verdict.found(fault, `${name}: a push of ${label(event)}`);
  }
  for (const seq of [...orders.values()].flatMap((order) => order.missing())) {
    verdict.found('missed', `${name}: a push of ${stream} ${seq}`);
  }
}

/** A stream's events are numbered from 1 without gaps. */
export function judgeLog(verdict: Verdict, stream: string, log: LoggedEvent[], head: number): void {
  log.forEach(({ seq }, index) => {
    if (seq === index + 1) return;
    verdict.found(seq > index + 1 ? 'missed' : 'duplicated', `${stream}: ${seq} in the place of ${index + 1}`);
  });
  if (log.length !== head) verdict.found('missed', `${stream} has ${log.length} events, and ${head} for its head`);
}

/** Posts are numbered from 1 without gaps, each is told of once in that order, and what was acknowledged is there once. */
export function judgePosts(
  verdict: Verdict,
  topicId: string,
  posts: StoredPost[],
  log: LoggedEvent[],
  submissions: Submission[],
): void {
  posts.forEach(({ number }, index) => {
    if (number !== index + 1)
      verdict.found('missed', `topic ${topicId}: number ${number} in the place of ${index + 1}`);
  });
  const told = log.flatMap((event) => {
    const named = event.type === 'post.created' || event.type === 'topic.created';
    return named && event.data.post.topicId === topicId ? [event.data.post] : [];
  });
  judgeOrder(verdict, topicId, posts, told);
  judgeSubmissions(
    verdict,
    posts,
    submissions.filter((submission) => submission.topicId === topicId),
  );
}

function judgeSubmissions(verdict: Verdict, posts: StoredPost[], submissions: Submission[]): void {
  const byName = new Map<string, StoredPost[]>();
  for (const post of posts) byName.set(nameOf(post), [...(byName.get(nameOf(post)) ?? []), post]);
  for (const submission of submissions) {
    const { clientId, post } = submission;
    const found = byName.get(nameOf(submission)) ?? [];
    if (found.length > 1) verdict.found('duplicated', `submission ${clientId}: ${found.length} posts`);
    const kept = !post || found.some(({ id, number }) => id === post.id && number === post.number);
    if (!kept) verdict.found('missed', `post ${post.number}, which was acknowledged as ${post.id}`);
  }
}

const nameOf = ({ author, clientId }: { author: string; clientId: string }) => `${author} ${clientId}`;

function judgeOrder(
  verdict: Verdict,
  topicId: string,
  posts: StoredPost[],
  told: { id: string; number: number }[],
): void {
  const times = new Map<string, number>();
  let last = 0;
  for (const { id, number } of told) {
    times.set(id, (times.get(id) ?? 0) + 1);
    if (number < last) verdict.found('re-ordered', `topic ${topicId}: the log tells of ${number} after ${last}`);
    last = number;
  }
  for (const { id, number } of posts) {
    const count = times.get(id) ?? 0;
    if (count === 0) verdict.found('missed', `topic ${topicId}: the log does not tell of ${number}`);
    if (count > 1) verdict.found('duplicated', `topic ${topicId}: the log tells of ${number} ${count} times`);
  }
  if (told.length > posts.length) verdict.found('leaked', `topic ${topicId}: the log tells of posts there are not`);
}

const label = ({ type, stream, seq }: LoggedEvent) => `${type} (${stream} ${seq})`;
