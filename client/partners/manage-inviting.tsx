import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { PartnerFace } from '../../shared/partners/partners.ts';
import type { Person } from '../../shared/partners/person.ts';
import { partnerConsole } from '../api/partner-console.ts';
import classes from '../joining/manage-list.module.css';
import { useAct } from '../joining/use-act.ts';
import { strings } from '../strings.ts';
import { StateBadge } from '../ui/state-badge.tsx';
import { invitationsOf, listQuery } from './manage-queries.ts';

const said = strings.partnerConsole.invitations;

/** The ids of those whose invitation waits for an answer. */
export function useInvited(slug: string): ReadonlySet<string> {
  const { data } = useQuery(listQuery(invitationsOf(slug)));
  return new Set(data?.items.map(({ to }) => to.id));
}

/** Invites someone with one click, or says that they are invited. */
export function Inviting({ partner, person, invited }: { partner: PartnerFace; person: Person; invited: boolean }) {
  const { act, busy } = useAct();
  const { username, displayName } = person;
  const invite = () => act(() => partnerConsole.invite(partner.slug, username), said.sent(displayName));
  return (
    <div className={classes.foot} role="status">
      {invited && <StateBadge tone="good">{said.invited}</StateBadge>}
      {!invited && !partner.archivedAt && (
        <Button size="xs" loading={busy} aria-label={said.inviteOf(displayName)} onClick={invite}>
          {said.inviteToApply}
        </Button>
      )}
    </div>
  );
}
