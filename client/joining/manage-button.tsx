import { IconClipboardList } from '@tabler/icons-react';
import type { Group } from '../../shared/groups.ts';
import { leadersStream } from '../../shared/streams.ts';
import count from '../console/console-tabs.module.css';
import { inQueue, useWaiting } from '../console/waiting.ts';
import { useStreams } from '../live/use-stream.ts';
import { strings } from '../strings.ts';
import { ButtonLink } from '../ui/link.tsx';
import button from './manage-button.module.css';

/** For those who lead the group: the way to what waits for them, and how much that is. */
export function ManageButton({ group }: { group: Group }) {
  const waiting = useWaiting(group.slug);
  useStreams(waiting ? [leadersStream(group.id)] : []);
  const all = waiting ? waiting.request.count + inQueue(waiting) : 0;
  const more = waiting ? waiting.request.more || waiting.report.more : false;
  return (
    <ButtonLink
      to="/g/$slug/manage"
      params={{ slug: group.slug }}
      variant="default"
      px="sm"
      aria-label={all > 0 ? strings.console.waiting(all, more) : strings.console.title}
    >
      <IconClipboardList size={17} aria-hidden="true" />
      <span className={button.text}>{strings.joining.manage}</span>
      {all > 0 && (
        <span className={count.count}>
          {all}
          {more && '+'}
        </span>
      )}
    </ButtonLink>
  );
}
