import { Skeleton, Stack } from '@mantine/core';
import { strings } from '../strings.ts';

/** The shape of a list that is still on its way. */
export function RowsSkeleton({ rows, height }: { rows: number; height: number }) {
  const keys = Array.from({ length: rows }, (_, index) => index);
  return (
    <Stack gap="sm" role="status" aria-label={strings.common.loading}>
      {keys.map((key) => (
        <Skeleton key={key} height={height} radius="lg" />
      ))}
    </Stack>
  );
}
