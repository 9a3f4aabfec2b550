import type { Member } from '../../shared/accounts.ts';
import { ActDialog } from '../moderation/act-dialog.tsx';
import { perform } from '../moderation/acting.ts';
import { strings } from '../strings.ts';

type RemoveMemberProps = { slug: string; member: Pick<Member, 'username' | 'displayName'>; close: () => void };

/** Ends a member's membership, with a reason that they are told. */
export function RemoveMember({ slug, member: { username, displayName }, close }: RemoveMemberProps) {
  const said = strings.groups;
  return (
    <ActDialog
      title={said.removeTitle(displayName)}
      body={said.removeBody}
      action={said.remove}
      danger
      templates={strings.acts.conduct}
      confirm={(reason) => perform(slug, { kind: 'remove-member', username, reason }, said.removedToast(displayName))}
      close={close}
    />
  );
}
