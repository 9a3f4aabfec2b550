import { Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { HeldPost, HeldPosts } from '../../shared/rules.ts';
import { moderation } from '../api/moderation.ts';
import { strings } from '../strings.ts';
import { Confirm } from '../ui/confirm.tsx';
import { toast } from '../ui/toast.ts';
import { heldQuery } from './held.ts';

const said = strings.moderation.held;

/** Takes back what waits for approval. @param then puts its text where one can go on writing */
export function useWithdrawal(held: HeldPost, then: () => void): { withdraw: () => void; dialog: ReactNode } {
  const client = useQueryClient();
  const [open, setOpen] = useState(false);

  async function confirm() {
    await moderation.withdraw(held.id);
    client.setQueryData<HeldPosts>(
      heldQuery.queryKey,
      (list) => list && { ...list, items: list.items.filter(({ id }) => id !== held.id) },
    );
    toast(said.withdrawn);
    then();
  }

  const dialog = open && (
    <Confirm title={said.withdrawTitle} action={said.withdraw} confirm={confirm} close={() => setOpen(false)}>
      <Text size="sm">{said.withdrawBody}</Text>
    </Confirm>
  );
  return { withdraw: () => setOpen(true), dialog };
}
