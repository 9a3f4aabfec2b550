import { strings } from '../strings.ts';
import { TextLink } from '../ui/link.tsx';
import type { ActivityEvent } from './use-activity.ts';

/** One event, told in a line. */
export function ActivityLine({ event, titleOf }: { event: ActivityEvent; titleOf: (rank: string) => string }) {
  switch (event.type) {
    case 'member.joined':
      return strings.activity.joined(event.data.member.displayName);
    case 'rank.up':
      return strings.activity.rankUp(event.data.displayName, titleOf(event.data.to));
    case 'member.role_changed':
      return strings.activity.lead(event.data.member.displayName);
    case 'forum.created':
      return strings.activity.forum(event.data.forum.name);
    case 'topic.created':
      return (
        <>
          {strings.activity.topic(event.data.topic.author.displayName)}{' '}
          <TextLink to="/t/$id/{-$number}" params={{ id: event.data.topic.id }} inherit dir="auto">
            {event.data.topic.title}
          </TextLink>
        </>
      );
    default:
      event satisfies never;
      return null;
  }
}
