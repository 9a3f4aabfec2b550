import { partnerConsole } from '../api/partner-console.ts';
import { strings } from '../strings.ts';
import { InvitePerson } from '../ui/invite-person.tsx';

const { invite: title, ...said } = strings.partnerConsole.invitations;
const texts = { ...said, title };

/** Invites one member to apply, by name. */
export function InviteExpert({ slug }: { slug: string }) {
  return (
    <InvitePerson
      texts={texts}
      invite={(username, message) => partnerConsole.invite(slug, username, message)}
      aboutTheName={['not_found', 'already_expert', 'already_applied', 'already_invited']}
    />
  );
}
