import { Text } from '@mantine/core';
import type { Account } from '../../shared/accounts.ts';
import type { Group } from '../../shared/groups.ts';
import { moderates } from '../moderation/may.ts';
import { strings } from '../strings.ts';

/** Says where one writes how slow the group is, and how long one has still to wait. */
export function SlowNote({ group, me, wait }: { group: Group | null; me: Account; wait: number }) {
  if (!group || group.slowSeconds === 0 || moderates(group, me)) return null;
  const { slow } = strings.moderation;
  return (
    <Text size="xs" c="dimmed" mt={6} data-testid="slow">
      {slow.note(group.slowSeconds)} {wait > 0 && slow.wait(wait)}
    </Text>
  );
}
