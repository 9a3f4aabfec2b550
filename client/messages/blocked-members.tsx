import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Member } from '../../shared/accounts.ts';
import { MemberName } from '../accounts/member-name.tsx';
import { blocks } from '../api/messages.ts';
import { useAct } from '../joining/use-act.ts';
import { strings } from '../strings.ts';
import cards from '../ui/cards.module.css';
import { Face } from '../ui/face.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { problemText } from '../ui/toast.ts';
import classes from './blocked-members.module.css';
import { blocksQuery } from './queries.ts';

/** Whom one blocks, with the way to hear from them again. */
export function BlockedMembers() {
  const { data, error } = useQuery(blocksQuery);
  if (error && !data) return <Text c="brick">{problemText(error)}</Text>;
  if (!data) return <RowsSkeleton rows={1} height={44} />;
  if (data.items.length === 0) return <Text c="dimmed">{strings.messages.noBlocks}</Text>;
  return (
    <ul className={cards.list}>
      {data.items.map((member) => (
        <BlockedMember key={member.id} member={member} />
      ))}
    </ul>
  );
}

function BlockedMember({ member }: { member: Member }) {
  const { act, busy } = useAct();
  return (
    <li className={classes.member}>
      <Face id={member.id} name={member.displayName} size={34} />
      <span className={classes.name}>
        <MemberName member={member} />
      </span>
      <Button
        variant="default"
        size="xs"
        loading={busy}
        aria-label={strings.messages.unblockName(member.displayName)}
        onClick={() => act(() => blocks.lift(member.username), strings.messages.unblocked(member.displayName))}
      >
        {strings.messages.unblock}
      </Button>
    </li>
  );
}
