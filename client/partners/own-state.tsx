import type { Dealing } from '../../shared/partners/dealings.ts';
import { strings } from '../strings.ts';
import { StateBadge } from '../ui/state-badge.tsx';
import { OwnApplicationView } from './own-application.tsx';
import { OwnBadge } from './own-badge.tsx';
import { Interested } from './own-interest.tsx';
import { Invited } from './own-invitation.tsx';

const said = strings.partnerDealings;

type DealingStateProps = { dealing: Dealing; archived?: boolean };

/** How it stands between the viewer and a partner, and what they can do about it. What has come furthest is what counts. */
export function DealingState({ dealing, archived }: DealingStateProps) {
  const { partner, interest, invitation, application, expert } = dealing;
  if (expert) return <OwnBadge partner={partner} expert={expert} />;
  if (application) return <OwnApplicationView partner={partner} application={application} archived={archived} />;
  if (invitation) return <Invited partner={partner} invitation={invitation} archived={archived} />;
  if (interest) return <Interested partner={partner} interest={interest} />;
  return null;
}

/** The same in one word. */
export function DealingBadge({ dealing: { interest, invitation, application, expert } }: { dealing: Dealing }) {
  const shown = expert
    ? { text: said.badge.state[expert.state], tone: expert.state === 'active' ? ('good' as const) : ('bad' as const) }
    : application
      ? { text: said.application.state }
      : invitation
        ? { text: said.invitation.state, tone: 'waiting' as const }
        : interest && { text: said.interest.state };
  if (!shown) return null;
  return (
    <StateBadge tone={shown.tone} live>
      {shown.text}
    </StateBadge>
  );
}
