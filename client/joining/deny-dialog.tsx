import { Button, Group as Row, Text } from '@mantine/core';
import { useState } from 'react';
import type { JoinRequest } from '../../shared/joining.ts';
import { joinRequests } from '../api/joining.ts';
import { strings } from '../strings.ts';
import { Confirm } from '../ui/confirm.tsx';
import { ReasonField } from '../ui/reason-field.tsx';

type DenyDialogProps = {
  request: JoinRequest;
  decided: (request: JoinRequest) => void;
  refused: (error: unknown) => void;
  close: () => void;
};

/** A denial always says why. */
export function DenyDialog({ request, decided, refused, close }: DenyDialogProps) {
  const [reason, setReason] = useState('');
  return (
    <Confirm
      title={strings.joining.denyTitle(request.from.displayName)}
      action={strings.joining.deny}
      danger
      disabled={!reason.trim()}
      confirm={() => joinRequests.deny(request.id, reason).then(decided, refused)}
      close={close}
    >
      <ReasonField
        label={strings.joining.denyReason}
        hint={strings.joining.denyHint}
        rows={3}
        required
        reason={reason}
        setReason={setReason}
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
