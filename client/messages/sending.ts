import { conversations } from '../api/messages.ts';
import { isPassing } from '../api/problem.ts';
import { settle } from '../drafts/saving.ts';
import { viewer } from '../live/current.ts';
import { onHappening } from '../live/happenings.ts';
import { readEach, writeEach } from '../topics/local.ts';
import { createStore } from '../ui/store.ts';
import { problemText } from '../ui/toast.ts';
import { changed, enqueue, gone, type Outbox, restored, toStore } from './outbox.ts';

/** Messages of this tab that are not in their conversations yet. */
export const outbox = createStore<Outbox>([]);

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 30_000;
const KEPT = 'messages';
const attempts = new Map<string, number>();

let restoredFor = '';

/** Takes up what an earlier page left unsent. Call when signed in; again after a reconnection. */
export function resumeMessages(): void {
  if (restoredFor !== viewer()) {
    restoredFor = viewer();
    outbox.set(restored(readEach(KEPT)));
  }
  for (const { clientId, status, problem } of outbox.get()) {
    if (status === 'failed' && (!problem || problem.passing)) void retryMessage(clientId);
  }
}

export async function sendMessage(conversationId: string, body: string): Promise<void> {
  const clientId = crypto.randomUUID();
  update(enqueue(outbox.get(), { clientId, conversationId, body }));
  await send(clientId);
}

export async function retryMessage(clientId: string): Promise<void> {
  update(changed(outbox.get(), clientId, { status: 'sending', problem: undefined }));
  await send(clientId);
}

export function discardMessage(clientId: string): void {
  const given = outbox.get().find((each) => each.clientId === clientId);
  update(gone(outbox.get(), clientId));
  if (given) void settle(`conversation:${given.conversationId}`);
}

async function send(clientId: string): Promise<void> {
  const unsent = outbox.get().find((each) => each.clientId === clientId);
  if (!unsent) return;
  const { conversationId, body } = unsent;
  try {
    const { message } = await conversations.send(conversationId, { clientId, body });
    update(changed(outbox.get(), clientId, { status: 'sent', message }));
    void settle(`conversation:${conversationId}`);
  } catch (error) {
    const passing = isPassing(error);
    update(changed(outbox.get(), clientId, { status: 'failed', problem: { text: problemText(error), passing } }));
    if (passing) tryAgainLater(clientId);
  }
}

/** A hiccup of the network mends itself; the member may be quicker, or think better of it. */
function tryAgainLater(clientId: string): void {
  const tries = (attempts.get(clientId) ?? 0) + 1;
  attempts.set(clientId, tries);
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1));
  setTimeout(() => {
    const failedStill = outbox.get().some((each) => each.clientId === clientId && each.status === 'failed');
    if (failedStill && viewer() === restoredFor) void retryMessage(clientId);
  }, wait);
}

function update(next: Outbox): void {
  if (next === outbox.get()) return;
  const before = toStore(outbox.get());
  outbox.set(next);
  writeEach(KEPT, before, toStore(next));
}

onHappening((event) => {
  if (event.type !== 'message.sent' || event.data.message.from.id !== viewer()) return;
  update(gone(outbox.get(), event.data.message.clientId));
});
