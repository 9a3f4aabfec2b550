import { useCallback, useState } from 'react';
import type { Post } from '../../shared/topics.ts';
import { sendReply } from './sending.ts';
import { useDraft } from './use-draft.ts';

export type Reply = ReturnType<typeof useReply>;

/** The reply one is writing: its draft, what it answers, and whether the composer is open. */
export function useReply(topicId: string) {
  const [shown, setShown] = useState(false);
  const [to, setTo] = useState<Pick<Post, 'number' | 'author'> | null>(null);
  const [text, setText] = useDraft(`topic.${topicId}`);

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
    setText('');
    setTo(null);
    setShown(false);
  };

  return { shown, to, text, setText, open, send, close: () => setShown(false), answerNobody: () => setTo(null) };
}
