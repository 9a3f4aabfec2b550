import { Alert, Text } from '@mantine/core';
import { IconArchive, IconMicrophoneOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Group, OwnTie } from '../../shared/groups.ts';
import { strings } from '../strings.ts';
import { atMoment } from '../ui/dates.ts';
import { AcceptGuidelines } from './accept-guidelines.tsx';
import { useHindrance } from './hindrance.ts';

type WritingGateProps = {
  /** Null until it is known. */
  group: Group | null;
  /** Something has been written already. */
  draft?: boolean;
  children: ReactNode;
};

/** Stands before every place where one writes: what would be refused later is said now. A draft is kept meanwhile. */
export function WritingGate({ group, draft, children }: WritingGateProps) {
  const hindrance = useHindrance(group);
  if (!group || !hindrance) return children;
  return (
    <div role="status">
      {hindrance === 'archived' && (
        <Alert color="brass" icon={<IconArchive size={18} />}>
          {strings.joining.archivedWrite}
        </Alert>
      )}
      {hindrance === 'muted' && <Muted tie={group.membership} />}
      {hindrance === 'guidelines' && <AcceptGuidelines group={group} />}
      {draft && (
        <Text size="sm" c="dimmed" mt="xs">
          {strings.joining.draftKept}
        </Text>
      )}
    </div>
  );
}

function Muted({ tie }: { tie: OwnTie | null }) {
  return (
    <Alert color="brass" icon={<IconMicrophoneOff size={18} />}>
      {tie?.mutedUntil && strings.joining.muted(atMoment(tie.mutedUntil))}
      {tie?.muteReason && (
        <Text size="sm" mt={4} dir="auto">
          {strings.joining.mutedReason(tie.muteReason)}
        </Text>
      )}
    </Alert>
  );
}
