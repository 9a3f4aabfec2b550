import { useCallback, useState } from 'react';
import type { Post } from '../../shared/topics.ts';
import { useKeptDraft } from '../drafts/use-kept-draft.ts';
import { sendReply } from './sending.ts';

export type Reply = ReturnType<typeof useReply>;

/** The reply one is writing: its draft, what it answers, and whether the composer is open. */
export function useReply(topicId: string) {
  const [shown, setShown] = useState(false);
  const [to, setTo] = useState<Pick<Post, 'number' | 'author'> | null>(null);
  const draft = useKeptDraft(`topic:${topicId}`);
  const { body: text, write } = draft;
  const setText = useCallback((body: string) => write({ body }), [write]);

  const open = useCallback(
    (post: Post | null, add = '') => {
      setTo(post);
      setShown(true);
      if (add) setText(text.trim() ? `${text.trimEnd()}\n\n${add}` : add);
    },
    [text, setText],
  );

  const send = () => {
    if (!text.trim()) return;
    void sendReply(topicId, text, to?.number ?? null);
    draft.handOn();
    setTo(null);
    setShown(false);
  };

  return { shown, to, draft, text, setText, open, send, close: () => setShown(false), answerNobody: () => setTo(null) };
}
