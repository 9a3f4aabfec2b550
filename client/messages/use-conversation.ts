import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef } from 'react';
import type { Message, Messages } from '../../shared/messages.ts';
import { conversations } from '../api/messages.ts';
import { fetchCaughtUp } from '../live/snapshots.ts';
import { useStore } from '../ui/store.ts';
import { toastProblem } from '../ui/toast.ts';
import { withoutRepeats } from '../ui/use-more.ts';
import type { Unsent } from './outbox.ts';
import { messagesQuery, messagesView } from './queries.ts';
import { outbox } from './sending.ts';

/** A conversation's messages as far back as was asked for, with those the server has answered and those on their way. */
export function useConversation(id: string) {
  const { data: run, error, refetch } = useQuery(messagesQuery(id));
  const unsent = useStore(outbox);
  const shown = useMemo(() => withOwn(run, unsent, id), [run, unsent, id]);
  return { run, error, refetch, ...shown, earlier: useEarlier(id) };
}

/** The server's answer may be here before its event: the message has its place already. */
function withOwn(run: Messages | undefined, outbox: Outbox, id: string): { messages: Message[]; unsent: Unsent[] } {
  const own = outbox.filter(({ conversationId }) => conversationId === id);
  const last = run?.items.at(-1)?.number ?? 0;
  const answered = own.flatMap(({ message }) => (message && message.number > last ? [message] : []));
  const known = new Set(run?.items.map(({ clientId }) => clientId));
  return {
    messages: [...(run?.items ?? []), ...answered],
    unsent: own.filter(({ message, clientId }) => !message && !known.has(clientId)),
  };
}

type Outbox = readonly Unsent[];

/** Reads on towards the beginning, one run at a time. */
function useEarlier(id: string): () => Promise<void> {
  const client = useQueryClient();
  const busy = useRef(false);
  return useCallback(async () => {
    const key = messagesQuery(id).queryKey;
    const next = client.getQueryData<Messages>(key)?.next;
    if (!next || busy.current) return;
    busy.current = true;
    try {
      const page = await fetchCaughtUp(messagesView, () => conversations.messages(id, next));
      client.setQueryData<Messages>(key, (shown) => (shown?.next === next ? merge(shown, page) : shown));
    } catch (error) {
      toastProblem(error);
    } finally {
      busy.current = false;
    }
  }, [client, id]);
}

function merge(shown: Messages, page: Messages): Messages {
  return { ...shown, items: withoutRepeats(page.items, shown.items, (message) => message.id), next: page.next };
}
