import type { Message } from '../../shared/messages.ts';

/** A message on its way. Once the server answered it has its `message`, and stays until its event takes its place. */
export type Unsent = {
  clientId: string;
  conversationId: string;
  body: string;
  status: 'sending' | 'failed' | 'sent';
  problem?: { text: string; passing: boolean };
  message?: Message;
};

export type Outbox = readonly Unsent[];

type Change = Partial<Pick<Unsent, 'status' | 'problem' | 'message'>>;

export const enqueue = (outbox: Outbox, { clientId, conversationId, body }: Omit<Unsent, 'status'>): Outbox => [
  ...outbox,
  { clientId, conversationId, body, status: 'sending' },
];

export function changed(outbox: Outbox, clientId: string, change: Change): Outbox {
  return outbox.map((unsent) => (unsent.clientId === clientId ? { ...unsent, ...change } : unsent));
}

/** It is in the conversation as what it is, or was given up. */
export function gone(outbox: Outbox, clientId: string): Outbox {
  const left = outbox.filter((unsent) => unsent.clientId !== clientId);
  return left.length === outbox.length ? outbox : left;
}

/** What must survive a reload. */
export function toStore(outbox: Outbox): Pick<Unsent, 'clientId' | 'conversationId' | 'body'>[] {
  return outbox
    .filter(({ status }) => status !== 'sent')
    .map(({ clientId, conversationId, body }) => ({ clientId, conversationId, body }));
}

/** After a reload nobody knows how far the requests got; asking again with the same name does no harm. */
export function restored(stored: unknown): Outbox {
  if (!Array.isArray(stored)) return [];
  return stored.filter(isUnsent).map((unsent) => ({ ...unsent, status: 'failed' as const }));
}

function isUnsent(stored: unknown): stored is Unsent {
  if (typeof stored !== 'object' || stored === null) return false;
  const { clientId, conversationId, body } = stored as Record<string, unknown>;
  return [clientId, conversationId, body].every((value) => typeof value === 'string');
}
