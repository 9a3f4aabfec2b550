import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** Says that there is nothing yet, and what to do about it. */
export function Empty({ icon, title, children }: { icon: ReactNode; title: string; children?: ReactNode }) {
  return (
    <Stack align="center" gap={6} py="xl" px="md" ta="center" c="dimmed">
      {icon}
      <Text fw={600} c="var(--mantine-color-text)">
        {title}
      </Text>
      <div>{children}</div>
    </Stack>
  );
}
