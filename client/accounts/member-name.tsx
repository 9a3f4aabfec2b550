import type { Member } from '../../shared/accounts.ts';
import { TextLink } from '../ui/link.tsx';

/** A member's name, leading to their profile. */
export function MemberName({ member }: { member: Pick<Member, 'username' | 'displayName'> }) {
  return (
    <TextLink
      to="/u/$username"
      params={{ username: member.username }}
      fw={600}
      c="var(--mantine-color-text)"
      dir="auto"
    >
      {member.displayName}
    </TextLink>
  );
}
