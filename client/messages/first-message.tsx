import { IconMessage2 } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { Member } from '../../shared/accounts.ts';
import { conversations } from '../api/messages.ts';
import { setTitle } from '../app/document-title.ts';
import { strings } from '../strings.ts';
import { useDraft } from '../topics/use-draft.ts';
import { Empty } from '../ui/empty.tsx';
import { toastProblem } from '../ui/toast.ts';
import { Composer } from './composer.tsx';
import { ConversationHead } from './conversation-head.tsx';
import { conversationWithQuery } from './queries.ts';
import classes from './write-page.module.css';

/** What begins a conversation. The text stays where it is until the server has it. */
export function FirstMessage({ to }: { to: Member }) {
  const { text, setText, send, busy } = useFirstMessage(to);
  useEffect(() => setTitle(strings.messages.with(to.displayName)), [to.displayName]);
  return (
    <>
      <ConversationHead other={to} />
      <div className={classes.begin}>
        <Empty icon={<IconMessage2 size={36} />} title={strings.messages.begun(to.displayName)} />
      </div>
      <Composer text={text} setText={setText} send={send} busy={busy} />
    </>
  );
}

function useFirstMessage({ username }: Member) {
  const [text, setText] = useDraft(`to.${username}`);
  const [clientId, setClientId] = useDraft(`to-name.${username}`);
  const [busy, setBusy] = useState(false);
  const client = useQueryClient();
  const navigate = useNavigate();

  // Sent again unchanged it is the same message, also after a reload; once changed it is another, or the change would be lost.
  const change = (next: string) => {
    setText(next);
    setClientId('');
  };

  async function send() {
    const name = clientId || crypto.randomUUID();
    setClientId(name);
    setBusy(true);
    try {
      const { conversation } = await conversations.begin({ username, body: text.trim(), clientId: name });
      change('');
      client.setQueryData(conversationWithQuery(username).queryKey, conversation.id);
      await navigate({ to: '/messages/$id', params: { id: conversation.id }, replace: true });
    } catch (error) {
      toastProblem(error);
    } finally {
      setBusy(false);
    }
  }

  return { text, setText: change, send, busy };
}
