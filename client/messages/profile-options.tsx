import { IconMail } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Member } from '../../shared/accounts.ts';
import { strings } from '../strings.ts';
import { ButtonLink } from '../ui/link.tsx';
import { OptionsMenu } from '../ui/options-menu.tsx';
import { BlockItem, useBlocking } from './block-member.tsx';
import { blocksQuery } from './queries.ts';

/** What one can do with another member, on their profile. */
export function ProfileOptions({ member }: { member: Member }) {
  const { data } = useQuery(blocksQuery);
  const { ask, dialog } = useBlocking(member);
  const blocked = data?.items.some(({ id }) => id === member.id) ?? false;
  return (
    <>
      <ButtonLink
        to="/messages/to/{-$username}"
        params={{ username: member.username }}
        variant="light"
        leftSection={<IconMail size={16} />}
      >
        {strings.messages.writeTo}
      </ButtonLink>
      <OptionsMenu>
        <BlockItem member={member} blocked={blocked} ask={ask} />
      </OptionsMenu>
      {dialog}
    </>
  );
}
