import { IconMail } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Badge } from '../notices/badge.tsx';
import { strings } from '../strings.ts';
import classes from './messages-link.module.css';
import { conversationsQuery } from './queries.ts';

/** The way to one's messages, with how many are unread. */
export function MessagesLink() {
  const { data } = useQuery(conversationsQuery);
  const unread = data?.unread ?? 0;
  const count = unread === 0 ? '' : unread > 99 ? '99+' : String(unread);
  return (
    <Link
      to="/messages"
      className={classes.link}
      aria-label={strings.messages.nav(count)}
      title={strings.messages.title}
    >
      <IconMail size={21} stroke={1.7} />
      <Badge count={count} />
    </Link>
  );
}
