import { Alert, Text } from '@mantine/core';
import { strings } from '../strings.ts';
import { atMoment } from '../ui/dates.ts';
import type { Suspension } from './suspension.ts';

type SuspensionNoticeProps = {
  suspension: Suspension;
  /** What one can do about it. */
  hint?: string;
};

/** Says why someone is shut out, and until when. */
export function SuspensionNotice({ suspension: { until, reason }, hint }: SuspensionNoticeProps) {
  const said = strings.staff.suspension;
  return (
    <Alert color="brick" role="alert" title={said.title}>
      <Text size="sm">{until ? said.until(atMoment(until)) : said.forEver}</Text>
      <Text size="sm" mt={6}>
        {said.why}{' '}
        <q dir="auto" style={{ overflowWrap: 'anywhere' }}>
          {reason}
        </q>
      </Text>
      {hint && (
        <Text size="sm" mt={6}>
          {hint}
        </Text>
      )}
    </Alert>
  );
}
