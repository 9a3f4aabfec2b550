import { IconHeartHandshake } from '@tabler/icons-react';
import type { Interest } from '../../shared/partners/inviting.ts';
import type { PartnerFace } from '../../shared/partners/partners.ts';
import classes from '../joining/manage-list.module.css';
import { strings } from '../strings.ts';
import { Card } from '../ui/cards.tsx';
import { Empty } from '../ui/empty.tsx';
import { Inviting, useInvited } from './manage-inviting.tsx';
import { ManageList } from './manage-list.tsx';
import { PersonLine, QualificationFold } from './manage-person.tsx';
import { interestsOf } from './manage-queries.ts';

const said = strings.partnerConsole.interests;

/** Who would like to be a partner's expert, the latest first. */
export function InterestsPart({ partner }: { partner: PartnerFace }) {
  const invited = useInvited(partner.slug);
  return (
    <ManageList
      list={interestsOf(partner.slug)}
      label={strings.partnerConsole.parts.interests}
      empty={
        <Empty icon={<IconHeartHandshake size={36} />} title={said.none}>
          {said.noneHint}
        </Empty>
      }
      render={({ person, message, at, qualification }: Interest) => (
        <Card label={person.displayName}>
          <PersonLine person={person} at={at} />
          <p className={classes.message} dir="auto">
            {message}
          </p>
          <QualificationFold of={person} qualification={qualification} />
          <Inviting partner={partner} person={person} invited={invited.has(person.id)} />
        </Card>
      )}
    />
  );
}
