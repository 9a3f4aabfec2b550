import { IconUser } from '@tabler/icons-react';
import type { Conversation } from '../../shared/messages.ts';
import { strings } from '../strings.ts';
import { MenuLink } from '../ui/link.tsx';
import { OptionsMenu } from '../ui/options-menu.tsx';
import { BlockItem, useBlocking } from './block-member.tsx';

/** The three dots of a conversation. */
export function ConversationOptions({ conversation: { with: other, blocked } }: { conversation: Conversation }) {
  const { ask, dialog } = useBlocking(other);
  return (
    <>
      <OptionsMenu label={strings.messages.options}>
        <MenuLink to="/u/$username" params={{ username: other.username }} leftSection={<IconUser size={16} />}>
          {strings.messages.profile}
        </MenuLink>
        <BlockItem member={other} blocked={blocked} ask={ask} />
      </OptionsMenu>
      {dialog}
    </>
  );
}
