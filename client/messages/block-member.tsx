import { Menu, Text } from '@mantine/core';
import { IconUserCheck, IconUserOff } from '@tabler/icons-react';
import { useState } from 'react';
import type { Member } from '../../shared/accounts.ts';
import { blocks } from '../api/messages.ts';
import { useAct } from '../joining/use-act.ts';
import { strings } from '../strings.ts';
import { Confirm } from '../ui/confirm.tsx';
import { toast } from '../ui/toast.ts';

type Named = Pick<Member, 'username' | 'displayName'>;

/** Blocks a member, who is not told; or hears from them again. */
export function BlockItem({ member, blocked, ask }: { member: Named; blocked: boolean; ask: () => void }) {
  const { act } = useAct();
  const lift = () => act(() => blocks.lift(member.username), strings.messages.unblocked(member.displayName));
  return blocked ? (
    <Menu.Item leftSection={<IconUserCheck size={16} />} onClick={lift}>
      {strings.messages.unblockName(member.displayName)}
    </Menu.Item>
  ) : (
    <Menu.Item color="brick" leftSection={<IconUserOff size={16} />} onClick={ask}>
      {strings.messages.blockName(member.displayName)}
    </Menu.Item>
  );
}

/** An options menu is gone once something is chosen: what it asks stands beside it. */
export function useBlocking(member: Named) {
  const [asking, setAsking] = useState(false);
  const dialog = asking && <BlockDialog member={member} close={() => setAsking(false)} />;
  return { ask: () => setAsking(true), dialog };
}

function BlockDialog({ member, close }: { member: Named; close: () => void }) {
  async function block() {
    await blocks.add(member.username);
    toast(strings.messages.blocked(member.displayName));
  }
  return (
    <Confirm
      title={`${strings.messages.blockName(member.displayName)}?`}
      action={strings.messages.block}
      danger
      confirm={block}
      close={close}
    >
      <Text size="sm">{strings.messages.blockBody}</Text>
    </Confirm>
  );
}
