import { IconMessage2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { Conversation, Conversations } from '../../shared/messages.ts';
import { byLastMessage } from '../../shared/order.ts';
import { meQuery } from '../accounts/queries.ts';
import { conversations } from '../api/messages.ts';
import { strings } from '../strings.ts';
import { Ago } from '../ui/ago.tsx';
import { Empty } from '../ui/empty.tsx';
import { Face } from '../ui/face.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { problemText } from '../ui/toast.ts';
import { useMore, withoutRepeats } from '../ui/use-more.ts';
import classes from './conversation-list.module.css';
import { PanelList } from './panel-list.tsx';
import { conversationsQuery, conversationsView } from './queries.ts';
import { unreadIn } from './unread.ts';

export function ConversationList() {
  const { data: me } = useQuery(meQuery);
  const { data: list, error } = useQuery(conversationsQuery);
  const { more } = useMore<Conversation, Conversations>({
    key: conversationsQuery.queryKey,
    view: conversationsView,
    fetch: (cursor) => conversations.list({ cursor }),
    merge,
  });
  if (error && !list) return <Empty icon={null} title={problemText(error)} />;
  if (!list || !me) return <RowsSkeleton rows={6} height={58} />;
  if (list.items.length === 0) {
    return (
      <Empty icon={<IconMessage2 size={36} />} title={strings.messages.empty}>
        {strings.messages.emptyHint}
      </Empty>
    );
  }
  return (
    <PanelList
      label={strings.messages.list}
      items={list.items}
      keyOf={({ id }) => id}
      rowHeight={67}
      onEnd={more}
      render={(conversation) => <Row conversation={conversation} me={me.account.id} />}
    />
  );
}

function merge(shown: Conversations, page: Conversations): Conversations {
  const items = withoutRepeats(shown.items, page.items, ({ id }) => id).sort(byLastMessage);
  return { ...shown, items, next: page.next };
}

const Row = memo(function Row({ conversation, me }: { conversation: Conversation; me: string }) {
  const { with: other, lastMessage } = conversation;
  const unread = unreadIn(conversation);
  return (
    <Link
      to="/messages/$id"
      params={{ id: conversation.id }}
      className={classes.row}
      data-unread={unread > 0 || undefined}
    >
      <Face id={other.id} name={other.displayName} size={40} />
      <span className={classes.text}>
        <bdi className={classes.name}>{other.displayName}</bdi>
        <span className={classes.last} dir="auto">
          {preview(conversation, me)}
        </span>
      </span>
      <span className={classes.side}>
        <Ago at={lastMessage.createdAt} />
        {unread > 0 && (
          <span className={classes.unread} role="img" aria-label={strings.messages.unread(unread)}>
            {unread > 99 ? '99+' : unread}
          </span>
        )}
      </span>
    </Link>
  );
});

function preview({ lastMessage }: Conversation, me: string): string {
  const { invitation, body, from } = lastMessage;
  const text = invitation ? strings.messages.invited(invitation.group.name) : body.slice(0, 120);
  return from.id === me ? strings.messages.you(text) : text;
}
