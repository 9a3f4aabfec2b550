import { Button, Group as Row, Text } from '@mantine/core';
import { useId } from 'react';
import type { Template } from '../strings/acts.ts';
import { strings } from '../strings.ts';
import { ReasonField } from '../ui/reason-field.tsx';

type ReasonChoiceProps = {
  templates: Template[];
  reason: string;
  setReason: (reason: string) => void;
  label?: string;
  hint?: string;
};

/** Why something is done: in one's own words, or in some that are ready. */
export function ReasonChoice({ templates, reason, setReason, label, hint }: ReasonChoiceProps) {
  const id = useId();
  return (
    <div>
      <ReasonField
        label={label ?? strings.acts.reason}
        hint={hint ?? strings.acts.reasonHint}
        required
        reason={reason}
        setReason={setReason}
      />
      <Text size="sm" c="dimmed" mt="xs" id={id}>
        {strings.acts.templates}
      </Text>
      <Row gap={6} mt={4} role="group" aria-labelledby={id}>
        {templates.map(([name, text]) => (
          <Button
            key={name}
            size="compact-xs"
            variant={reason === text ? 'light' : 'default'}
            aria-pressed={reason === text}
            title={text}
            onClick={() => setReason(text)}
          >
            {name}
          </Button>
        ))}
      </Row>
    </div>
  );
}
