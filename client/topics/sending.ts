import { posts } from '../api/endpoints.ts';
import { ApiProblem, isPassing } from '../api/problem.ts';
import { queryClient } from '../app/query-client.ts';
import { settle } from '../drafts/saving.ts';
import { viewer } from '../live/current.ts';
import { onHappening } from '../live/happenings.ts';
import { createStore } from '../ui/store.ts';
import { problemText } from '../ui/toast.ts';
import { isHeld, keepHeld } from './held.ts';
import { readEach, writeEach } from './local.ts';
import { answered, enqueue, failed, gone, type Outbox, restored, retried, type Sending, toStore } from './outbox.ts';

/** Replies of this tab that are not on the page as posts yet. */
export const outbox = createStore<Outbox>([]);

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 30_000;
const attempts = new Map<string, number>();

let restoredFor = '';

/** Takes up what an earlier page left unsent. Call when signed in; again after a reconnection. */
export function resumeSending(): void {
  if (restoredFor !== viewer()) {
    restoredFor = viewer();
    outbox.set(restored(readEach('outbox')));
  }
  for (const { clientId, status, problem } of outbox.get()) {
    if (status === 'failed' && (!problem || problem.passing)) void retry(clientId);
  }
}

export async function sendReply(topicId: string, body: string, replyTo: number | null): Promise<void> {
  const clientId = crypto.randomUUID();
  update(enqueue(outbox.get(), { clientId, topicId, body, replyTo }));
  await send(clientId);
}

export async function retry(clientId: string): Promise<void> {
  update(retried(outbox.get(), clientId));
  await send(clientId);
}

export function discard(clientId: string): void {
  const given = outbox.get().find((each) => each.clientId === clientId);
  update(gone(outbox.get(), clientId));
  if (given) void settle(`topic:${given.topicId}`);
}

async function send(clientId: string): Promise<void> {
  const sending = outbox.get().find((each) => each.clientId === clientId);
  if (!sending) return;
  const { topicId, body, replyTo } = sending;
  try {
    const answer = await posts.create(topicId, { clientId, body, ...(replyTo ? { replyTo } : {}) });
    if (isHeld(answer)) keepHeld(queryClient, answer);
    update(isHeld(answer) ? gone(outbox.get(), clientId) : answered(outbox.get(), answer.post));
    void settle(`topic:${topicId}`);
  } catch (error) {
    const problem = problemOf(error);
    update(failed(outbox.get(), clientId, problem));
    if (problem?.passing) tryAgainLater(clientId, problem.until);
  }
}

/** A hiccup of the network mends itself; the member may be quicker, or think better of it. */
function tryAgainLater(clientId: string, notBefore = 0): void {
  const tries = (attempts.get(clientId) ?? 0) + 1;
  attempts.set(clientId, tries);
  setTimeout(
    () => {
      const failedStill = outbox.get().some((each) => each.clientId === clientId && each.status === 'failed');
      if (failedStill && viewer() === restoredFor) void retry(clientId);
    },
    Math.max(notBefore - Date.now(), Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1))),
  );
}

/** What was refused for a reason that is gone by now. */
function resend(code: string): void {
  for (const { clientId, status, problem } of outbox.get()) {
    if (status === 'failed' && problem?.code === code) void retry(clientId);
  }
}

function problemOf(error: unknown): Sending['problem'] {
  const code = error instanceof ApiProblem ? error.code : 'internal';
  const wait = error instanceof ApiProblem ? error.retryAfter : null;
  const until = wait === null ? {} : { until: Date.now() + wait * 1_000 };
  return { text: problemText(error), code, passing: isPassing(error), ...until };
}

function update(next: Outbox): void {
  if (next === outbox.get()) return;
  const before = toStore(outbox.get());
  outbox.set(next);
  writeEach('outbox', before, toStore(next));
}

onHappening((event) => {
  if (event.type === 'guidelines.accepted') resend('guidelines_changed');
  if (event.type === 'group.slowed') resend('slow_mode');
  if (event.type === 'post.created' && event.data.post.author.id === viewer()) {
    update(gone(outbox.get(), event.data.post.clientId));
  }
});
