import { Button, type MantineSize } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import type { Group } from '../../shared/groups.ts';
import { JoinButton } from '../groups/join-button.tsx';
import { strings } from '../strings.ts';
import { useOwnJoining } from './queries.ts';
import { RequestDialog } from './request-dialog.tsx';

/** The way in, for one who is not a member: joining an open group, asking to be let into a closed one. */
export function JoinAction({ group, size }: { group: Group; size?: MantineSize }) {
  if (group.membership || group.archivedAt) return null;
  if (group.access === 'open') return <JoinButton group={group} size={size} />;
  return <RequestButton group={group} size={size} />;
}

/** Not there while a request or an invitation waits: what can be done then stands beside what is told of it. */
function RequestButton({ group, size }: { group: Group; size?: MantineSize }) {
  const [open, setOpen] = useState(false);
  const joining = useOwnJoining(group);
  if (!joining || joining.invitation || joining.request?.state === 'pending') return null;
  return (
    <>
      <Button size={size} leftSection={<IconSend size={16} />} onClick={() => setOpen(true)}>
        {strings.joining.request}
      </Button>
      {open && <RequestDialog group={group} close={() => setOpen(false)} />}
    </>
  );
}
