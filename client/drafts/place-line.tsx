import { useQuery } from '@tanstack/react-query';
import type { DraftPlace } from '../../shared/drafts.ts';
import { meQuery } from '../accounts/queries.ts';
import { messagesQuery } from '../messages/queries.ts';
import { strings } from '../strings.ts';
import { topicQuery } from '../topics/queries.ts';
import { TextLink } from '../ui/link.tsx';
import classes from './draft-row.module.css';

/** Where a draft belongs, with the way there as far as it is still open to its writer. */
export function DraftPlaceLine({ place }: { place: DraftPlace }) {
  const [kind, id] = place.split(':') as [string, string];
  if (kind === 'topic') return <InTopic id={id} />;
  return kind === 'group' ? <InGroup id={id} /> : <InConversation id={id} />;
}

function InTopic({ id }: { id: string }) {
  const { data, error } = useQuery(topicQuery(id));
  return (
    <span className={classes.place}>
      {strings.drafts.reply}{' '}
      {data && (
        <TextLink to="/t/$id/{-$number}" params={{ id }} dir="auto">
          {data.topic.title}
        </TextLink>
      )}
      {error && strings.drafts.topicGone}
    </span>
  );
}

function InGroup({ id }: { id: string }) {
  const { data: me } = useQuery(meQuery);
  const group = me?.memberships.find((membership) => membership.group.id === id)?.group;
  return (
    <span className={classes.place}>
      {strings.drafts.newTopic}{' '}
      {group && (
        <TextLink to="/g/$slug/new" params={{ slug: group.slug }} dir="auto">
          {group.name}
        </TextLink>
      )}
      {me && !group && strings.drafts.groupGone}
    </span>
  );
}

function InConversation({ id }: { id: string }) {
  const { data, error } = useQuery(messagesQuery(id));
  return (
    <span className={classes.place}>
      {strings.drafts.message}{' '}
      {data && (
        <TextLink to="/messages/$id" params={{ id }} dir="auto">
          {data.conversation.with.displayName}
        </TextLink>
      )}
      {error && strings.drafts.conversationGone}
    </span>
  );
}
