import { Alert, Radio, Group as Row, Stack } from '@mantine/core';
import type { Access } from '../../shared/memberships.ts';
import { strings } from '../strings.ts';

type AccessFieldProps = {
  /** As it is now; what a change means is said before it is made. */
  was?: Access;
  value: Access;
  onChange: (access: Access) => void;
};

const KINDS: Access[] = ['open', 'closed'];

/** Open or closed, and what that means. */
export function AccessField({ was, value, onChange }: AccessFieldProps) {
  return (
    <Stack gap="sm">
      <Radio.Group label={strings.joining.access} value={value} onChange={(access) => onChange(access as Access)}>
        <Row mt={6} gap="lg" align="flex-start">
          {KINDS.map((kind) => (
            <Radio
              key={kind}
              value={kind}
              label={strings.joining.accessOf[kind]}
              description={strings.joining.accessHint[kind]}
              flex="1 1 180px"
            />
          ))}
        </Row>
      </Radio.Group>
      {was && was !== value && (
        <Alert color="brass">{value === 'open' ? strings.joining.opens : strings.joining.closes}</Alert>
      )}
    </Stack>
  );
}
