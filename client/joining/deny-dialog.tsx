import { Button, Group as Row, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { JoinRequest } from '../../shared/joining.ts';
import { joinRequests } from '../api/joining.ts';
import { strings } from '../strings.ts';
import { Confirm } from '../ui/confirm.tsx';

type DenyDialogProps = { request: JoinRequest; refused: (error: unknown) => void; close: () => void };

/** A denial always says why. */
export function DenyDialog({ request, refused, close }: DenyDialogProps) {
  const [reason, setReason] = useState('');
  return (
    <Confirm
      title={strings.joining.denyTitle(request.from.displayName)}
      action={strings.joining.deny}
      danger
      disabled={!reason.trim()}
      confirm={() => joinRequests.deny(request.id, reason).catch(refused)}
      close={close}
    >
      <Textarea
        label={strings.joining.denyReason}
        description={strings.joining.denyHint}
        autosize
        minRows={3}
        maxLength={500}
        required
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Text size="sm" c="dimmed" mt="sm" id="deny-templates">
        {strings.joining.denyTemplates}
      </Text>
      <Row gap={6} mt={4} role="group" aria-labelledby="deny-templates">
        {strings.joining.templates.map(([name, text]) => (
          <Button key={name} size="compact-xs" variant="default" title={text} onClick={() => setReason(text)}>
            {name}
          </Button>
        ))}
      </Row>
    </Confirm>
  );
}
