import { IconMessage2, IconPencilPlus } from '@tabler/icons-react';
import { Outlet, useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { setTitle } from '../app/document-title.ts';
import { strings } from '../strings.ts';
import { Empty } from '../ui/empty.tsx';
import { ButtonLink } from '../ui/link.tsx';
import { ConversationList } from './conversation-list.tsx';
import classes from './messages.module.css';

/** The conversations beside the one that is open; on a phone one or the other. */
export function MessagesPage() {
  const open = useLocation({ select: ({ pathname }) => pathname.split('/').length > 2 });
  return (
    <div className={classes.messages} data-open={open || undefined}>
      <div className={classes.list}>
        <header className={classes.head}>
          <h1 className={classes.title}>{strings.messages.title}</h1>
          <NewMessageLink />
        </header>
        <ConversationList />
      </div>
      <div className={classes.side}>
        <Outlet />
      </div>
    </div>
  );
}

function NewMessageLink() {
  return (
    <ButtonLink to="/messages/to/{-$username}" size="xs" variant="light" leftSection={<IconPencilPlus size={15} />}>
      {strings.messages.create}
    </ButtonLink>
  );
}

/** No conversation is open. */
export function NoConversation() {
  useEffect(() => setTitle(strings.messages.title), []);
  return (
    <div className={classes.choose}>
      <Empty icon={<IconMessage2 size={36} />} title={strings.messages.choose} />
    </div>
  );
}
