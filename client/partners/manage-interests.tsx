import { Button } from '@mantine/core';
import { IconHeartHandshake } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Interest } from '../../shared/partners/inviting.ts';
import type { PartnerFace } from '../../shared/partners/partners.ts';
import { partnerConsole } from '../api/partner-console.ts';
import classes from '../joining/manage-list.module.css';
import { useAct } from '../joining/use-act.ts';
import { strings } from '../strings.ts';
import { Card } from '../ui/cards.tsx';
import { Empty } from '../ui/empty.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { ManageList } from './manage-list.tsx';
import { PersonLine, QualificationFold } from './manage-person.tsx';
import { interestsOf, invitationsOf, listQuery } from './manage-queries.ts';

const said = strings.partnerConsole.interests;

/** Who would like to be a partner's expert, the latest first. */
export function InterestsPart({ partner }: { partner: PartnerFace }) {
  const { data: invitations } = useQuery(listQuery(invitationsOf(partner.slug)));
  const invited = new Set(invitations?.items.map(({ to }) => to.id));
  return (
    <ManageList
      list={interestsOf(partner.slug)}
      label={strings.partnerConsole.parts.interests}
      empty={
        <Empty icon={<IconHeartHandshake size={36} />} title={said.none}>
          {said.noneHint}
        </Empty>
      }
      render={(interest: Interest) => (
        <InterestCard partner={partner} interest={interest} invited={invited.has(interest.person.id)} />
      )}
    />
  );
}

type InterestCardProps = { partner: PartnerFace; interest: Interest; invited: boolean };

function InterestCard({ partner, interest: { person, message, at, qualification }, invited }: InterestCardProps) {
  return (
    <Card label={person.displayName}>
      <PersonLine person={person} at={at} />
      <p className={classes.message} dir="auto">
        {message}
      </p>
      <QualificationFold of={person} qualification={qualification} />
      <div className={classes.foot} role="status">
        {invited ? (
          <StateBadge tone="good">{said.invited}</StateBadge>
        ) : (
          !partner.archivedAt && <InviteButton slug={partner.slug} person={person} />
        )}
      </div>
    </Card>
  );
}

function InviteButton({ slug, person: { username, displayName } }: { slug: string; person: Interest['person'] }) {
  const { act, busy } = useAct();
  return (
    <Button
      size="xs"
      loading={busy}
      aria-label={said.inviteOf(displayName)}
      onClick={() =>
        act(() => partnerConsole.invite(slug, username), strings.partnerConsole.invitations.sent(displayName))
      }
    >
      {said.invite}
    </Button>
  );
}
