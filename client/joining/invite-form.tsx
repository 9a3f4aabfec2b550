import type { Group } from '../../shared/groups.ts';
import { invitations } from '../api/joining.ts';
import { strings } from '../strings.ts';
import { InvitePerson } from '../ui/invite-person.tsx';

const said = strings.joining;
const texts = {
  title: said.inviteTitle,
  username: said.inviteUsername,
  message: said.inviteMessage,
  messageHint: said.inviteMessageHint,
  send: said.invite,
  sent: said.inviteSent,
};

/** Invites one member into a group, by name. */
export function InviteForm({ group }: { group: Group }) {
  return (
    <InvitePerson
      texts={texts}
      invite={(username, message) => invitations.send(group.slug, username, message)}
      aboutTheName={['not_found', 'already_member', 'already_invited', 'banned', 'blocked']}
    />
  );
}
