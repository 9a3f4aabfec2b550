import { Button, Menu } from '@mantine/core';
import { IconBan, IconMicrophoneOff, IconUserExclamation } from '@tabler/icons-react';
import { useState } from 'react';
import type { Member } from '../../shared/accounts.ts';
import { SanctionDialog } from '../moderation/sanction-dialog.tsx';
import { strings } from '../strings.ts';

type AuthorOptionsProps = { slug: string; author: Member; disabled: boolean };

/** What can be done about who wrote it. */
export function AuthorOptions({ slug, author, disabled }: AuthorOptionsProps) {
  const [kind, setKind] = useState<'mute' | 'ban' | null>(null);
  const said = strings.console.latest;
  return (
    <>
      <Menu>
        <Menu.Target>
          <Button size="xs" variant="default" disabled={disabled} leftSection={<IconUserExclamation size={15} />}>
            {strings.console.queue.author}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconMicrophoneOff size={16} />} onClick={() => setKind('mute')}>
            {said.mute(author.displayName)}
          </Menu.Item>
          <Menu.Item color="brick" leftSection={<IconBan size={16} />} onClick={() => setKind('ban')}>
            {said.ban(author.displayName)}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {kind && (
        <SanctionDialog
          slug={slug}
          username={author.username}
          name={author.displayName}
          kind={kind}
          close={() => setKind(null)}
        />
      )}
    </>
  );
}
