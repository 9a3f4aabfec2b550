import { IconSparkles } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Suggestion } from '../../shared/partners/inviting.ts';
import type { PartnerFace } from '../../shared/partners/partners.ts';
import { ErrorPage } from '../app/error-page.tsx';
import classes from '../joining/manage-list.module.css';
import { strings } from '../strings.ts';
import { Card, Cards } from '../ui/cards.tsx';
import { Empty } from '../ui/empty.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { Inviting, useInvited } from './manage-inviting.tsx';
import own from './manage-person.module.css';
import { PersonLine, QualificationFold } from './manage-person.tsx';
import { suggestionsQuery } from './manage-queries.ts';

const said = strings.partnerConsole.suggestions;

/** Whom a partner might invite, by what they did lately. */
export function SuggestionsPart({ partner }: { partner: PartnerFace }) {
  const { data, error, refetch } = useQuery(suggestionsQuery(partner.slug));
  const invited = useInvited(partner.slug);
  if (error && !data) return <ErrorPage error={error} reset={refetch} />;
  if (!data) return <RowsSkeleton rows={3} height={96} />;
  if (data.items.length === 0) {
    return (
      <Empty icon={<IconSparkles size={36} />} title={said.none}>
        {said.noneHint}
      </Empty>
    );
  }
  return (
    <>
      <p className={classes.dim}>{said.lead}</p>
      <Cards
        label={strings.partnerConsole.parts.suggestions}
        items={data.items.map((suggestion) => ({ ...suggestion, id: suggestion.person.id }))}
        render={(suggestion) => (
          <SuggestionCard partner={partner} suggestion={suggestion} invited={invited.has(suggestion.id)} />
        )}
      />
    </>
  );
}

type SuggestionCardProps = { partner: PartnerFace; suggestion: Suggestion; invited: boolean };

function SuggestionCard({ partner, suggestion, invited }: SuggestionCardProps) {
  const { person, reasons, qualification } = suggestion;
  return (
    <Card label={person.displayName}>
      <PersonLine person={person} />
      <ul className={own.reasons}>
        {reasons.map((reason) => (
          <li key={`${reason.kind} ${reason.group}`} dir="auto">
            {said.reason(reason)}
          </li>
        ))}
      </ul>
      <QualificationFold of={person} qualification={qualification} />
      <Inviting partner={partner} person={person} invited={invited} />
    </Card>
  );
}
