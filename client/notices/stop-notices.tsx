import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Notice } from '../../shared/notices.ts';
import { strings } from '../strings.ts';
import { ruleOf } from '../subscriptions/standing.ts';
import { useChoice } from '../subscriptions/use-choice.ts';
import { inboxQuery } from './queries.ts';

/** Ends the subscription a notice came by, in place; and takes that back. */
export function StopNotices({ notice }: { notice: Pick<Notice, 'stop' | 'groupId'> }) {
  const { data: inbox } = useQuery(inboxQuery);
  const choice = useChoice();
  const { stop, groupId } = notice;
  if (!stop || !groupId) return null;
  const stopped = inbox && ruleOf(inbox.rules, stop)?.level === 'off';
  if (!stopped) {
    return (
      <Button variant="subtle" size="compact-xs" onClick={() => choice.choose(stop, groupId, { level: 'off' })}>
        {strings.notices.stop}
      </Button>
    );
  }
  return (
    <span role="status">
      {strings.notices.stopped}
      <Button variant="subtle" size="compact-xs" onClick={() => choice.takeBack(stop)}>
        {strings.notices.undo}
      </Button>
    </span>
  );
}
