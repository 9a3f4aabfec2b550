import type { Post } from '../../shared/topics.ts';

/** A reply on its way. Once the server answered it is `sent`, and stays until its event takes its place. */
export type Sending = {
  clientId: string;
  topicId: string;
  body: string;
  replyTo: number | null;
  status: 'sending' | 'failed' | 'sent';
  /** Why it failed; `passing` if the same request may succeed later, and not before `until`, by this machine's clock. */
  problem?: { text: string; code: string; passing: boolean; until?: number };
  post?: Post;
};

export type Outbox = readonly Sending[];

type Change = Partial<Pick<Sending, 'status' | 'problem' | 'post'>>;

export function enqueue(outbox: Outbox, reply: Pick<Sending, 'clientId' | 'topicId' | 'body' | 'replyTo'>): Outbox {
  return [...outbox, { ...reply, status: 'sending' }];
}

export function retried(outbox: Outbox, clientId: string): Outbox {
  return change(outbox, clientId, { status: 'sending', problem: undefined });
}

/** The server answered. Its event may have been here first: then there is nothing left to do. */
export function answered(outbox: Outbox, post: Post): Outbox {
  return change(outbox, post.clientId, { status: 'sent', post });
}

export function failed(outbox: Outbox, clientId: string, problem: Sending['problem']): Outbox {
  return change(outbox, clientId, { status: 'failed', problem });
}

/** The reply is on the page as what it is, or was given up. */
export function gone(outbox: Outbox, clientId: string): Outbox {
  return outbox.some((sending) => sending.clientId === clientId)
    ? outbox.filter((sending) => sending.clientId !== clientId)
    : outbox;
}

/** After a reload nobody knows how far the requests got; asking again with the same name does no harm. */
export function restored(stored: unknown): Outbox {
  if (!Array.isArray(stored)) return [];
  return stored.filter(isSending).map((sending) => ({ ...sending, status: 'failed' as const, problem: undefined }));
}

/** What must survive a reload. */
export function toStore(outbox: Outbox): Pick<Sending, 'clientId' | 'topicId' | 'body' | 'replyTo'>[] {
  return outbox
    .filter(({ status }) => status !== 'sent')
    .map(({ clientId, topicId, body, replyTo }) => ({ clientId, topicId, body, replyTo }));
}

function change(outbox: Outbox, clientId: string, changes: Change): Outbox {
  return outbox.map((sending) => (sending.clientId === clientId ? { ...sending, ...changes } : sending));
}

function isSending(stored: unknown): stored is Sending {
  if (typeof stored !== 'object' || stored === null) return false;
  const { clientId, topicId, body } = stored as Record<string, unknown>;
  return [clientId, topicId, body].every((value) => typeof value === 'string');
}
