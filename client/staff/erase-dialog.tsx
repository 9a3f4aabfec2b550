import { Radio, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { NewErasure, StaffAccount } from '../../shared/staff.ts';
import { staff } from '../api/staff.ts';
import { ActDialog } from '../moderation/act-dialog.tsx';
import { strings } from '../strings.ts';
import { toast } from '../ui/toast.ts';

/** Erases what is kept about someone, once their name was typed: nobody can take it back. */
export function EraseDialog({ account: { member }, close }: { account: StaffAccount; close: () => void }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [posts, setPosts] = useState<NewErasure['posts']>('keep');
  const said = strings.staff;

  async function erase(reason: string) {
    await staff.erase(member.username, { username: typed.trim(), posts, reason });
    toast(said.erasedToast);
    // The account has another name from now on.
    await navigate({ to: '/staff/accounts' });
    client.removeQueries({ queryKey: ['staff', 'account'] });
  }

  return (
    <ActDialog
      title={said.eraseTitle(member.displayName)}
      body={said.eraseBody}
      action={said.erase}
      danger
      disabled={typed.trim().toLowerCase() !== member.username.toLowerCase()}
      templates={said.erasures}
      confirm={erase}
      close={close}
    >
      <Radio.Group label={said.erasePosts} mb="sm" value={posts} onChange={(value) => setPosts(value as typeof posts)}>
        <Stack gap={6} mt={6}>
          <Radio value="keep" label={said.keepPosts} />
          <Radio value="remove" label={said.dropPosts} />
        </Stack>
      </Radio.Group>
      <TextInput
        label={said.typeName(member.username)}
        required
        mb="sm"
        autoCapitalize="none"
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </ActDialog>
  );
}
