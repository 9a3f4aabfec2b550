import { IconClipboardList } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Group } from '../../shared/groups.ts';
import { leadersStream } from '../../shared/streams.ts';
import { useStreams } from '../live/use-stream.ts';
import { strings } from '../strings.ts';
import { ButtonLink } from '../ui/link.tsx';
import button from './manage-button.module.css';
import classes from './manage-tabs.module.css';
import { joinRequestsQuery } from './queries.ts';

/** For those who lead the group: the way to what waits for them, and how much that is. */
export function ManageButton({ group }: { group: Group }) {
  const { data } = useQuery(joinRequestsQuery(group.slug));
  useStreams(data ? [leadersStream(group.id)] : []);
  const waiting = data?.items.length ?? 0;
  return (
    <ButtonLink
      to="/g/$slug/manage"
      params={{ slug: group.slug }}
      variant="default"
      px="sm"
      aria-label={
        waiting > 0 ? strings.joining.manageWaiting(waiting, data?.next !== null) : strings.joining.manageTitle
      }
    >
      <IconClipboardList size={17} aria-hidden="true" />
      <span className={button.text}>{strings.joining.manage}</span>
      {waiting > 0 && (
        <span className={classes.count}>
          {waiting}
          {data?.next && '+'}
        </span>
      )}
    </ButtonLink>
  );
}
