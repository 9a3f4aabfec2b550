import { Button } from '@mantine/core';
import { IconMailHeart } from '@tabler/icons-react';
import type { ExpertInvitation } from '../../shared/partners/inviting.ts';
import type { PartnerFace } from '../../shared/partners/partners.ts';
import { partnerConsole } from '../api/partner-console.ts';
import classes from '../joining/manage-list.module.css';
import { useAct } from '../joining/use-act.ts';
import { strings } from '../strings.ts';
import { Card } from '../ui/cards.tsx';
import { Empty } from '../ui/empty.tsx';
import { InviteExpert } from './manage-invite.tsx';
import { ManageList } from './manage-list.tsx';
import { PersonLine, QualificationFold } from './manage-person.tsx';
import { invitationsOf } from './manage-queries.ts';

const said = strings.partnerConsole.invitations;

/** Whom the partner waits for, the latest first, and the way to invite one more. */
export function ExpertInvitationsPart({ partner: { slug, archivedAt } }: { partner: PartnerFace }) {
  return (
    <>
      {!archivedAt && <InviteExpert slug={slug} />}
      <ManageList
        list={invitationsOf(slug)}
        label={strings.partnerConsole.parts.invitations}
        empty={
          <Empty icon={<IconMailHeart size={36} />} title={said.none}>
            {said.noneHint}
          </Empty>
        }
        render={(invitation: ExpertInvitation) => <InvitationCard invitation={invitation} />}
      />
    </>
  );
}

function InvitationCard({ invitation }: { invitation: ExpertInvitation }) {
  const { id, to, by, from, message, at, qualification } = invitation;
  const { act, busy } = useAct();
  return (
    <Card label={to.displayName}>
      <PersonLine person={to} at={at} />
      {message && (
        <p className={classes.message} dir="auto">
          {message}
        </p>
      )}
      <QualificationFold of={to} qualification={qualification} />
      <div className={classes.foot}>
        <span className={classes.dim}>{said.by(by.displayName, from)}</span>
        <Button
          size="compact-sm"
          variant="default"
          ms="auto"
          loading={busy}
          aria-label={said.revokeOf(to.displayName)}
          onClick={() => act(() => partnerConsole.revokeInvitation(id), said.revoked(to.displayName))}
        >
          {said.revoke}
        </Button>
      </div>
    </Card>
  );
}
