import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { meQuery } from '../accounts/queries.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { ConversationView } from './conversation-view.tsx';
import { useConversation } from './use-conversation.ts';

export function ConversationPage() {
  const { id } = useParams({ from: '/member/messages/$id' });
  return <OpenConversation key={id} id={id} />;
}

/** A conversation with what was said in it. */
function OpenConversation({ id }: { id: string }) {
  const { data: me } = useQuery(meQuery);
  const { run, error, refetch, messages, unsent, earlier } = useConversation(id);
  if (error && !run) return <ErrorPage error={error} reset={refetch} />;
  if (!run || !me) return <RowsSkeleton rows={5} height={60} />;
  return (
    <ConversationView
      conversation={run.conversation}
      me={me.account}
      messages={messages}
      unsent={unsent}
      earlier={run.next === null ? undefined : earlier}
    />
  );
}
