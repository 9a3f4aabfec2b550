import { Button, Group as Row, Text } from '@mantine/core';
import type { Group } from '../../shared/groups.ts';
import type { Invitation, JoinRequest } from '../../shared/joining.ts';
import { invitations, joinRequests } from '../api/joining.ts';
import { strings } from '../strings.ts';
import { Ago } from '../ui/ago.tsx';
import { onDay } from '../ui/dates.ts';
import { Surface } from '../ui/surface.tsx';
import classes from './joining-panel.module.css';
import { useOwnJoining } from './queries.ts';
import { useAct } from './use-act.ts';

/** What has become of the viewer's wish to come in; changes by itself. Nothing for members and for those who never asked. */
export function JoiningPanel({ group }: { group: Group }) {
  const joining = useOwnJoining(group);
  const told = joining?.invitation ?? joining?.request;
  return (
    <div role="status">
      {told && !group.archivedAt && (
        <Surface className={classes.panel}>
          {joining?.invitation && <Invited invitation={joining.invitation} group={group} />}
          {!joining?.invitation && joining?.request && <Asked request={joining.request} />}
        </Surface>
      )}
    </div>
  );
}

function Invited({ invitation, group }: { invitation: Invitation; group: Group }) {
  const { act, busy } = useAct();
  const accept = () => act(() => invitations.decide(invitation.id, 'accept'), strings.groups.joinedToast(group.name));
  const decline = () => act(() => invitations.decide(invitation.id, 'decline'), strings.joining.declined);
  return (
    <>
      <h2 className={classes.title}>{strings.joining.invited(invitation.by.displayName)}</h2>
      <Text size="sm" c="dimmed">
        {strings.joining.invitedUntil(onDay(invitation.expiresAt))}
      </Text>
      <Row gap="xs" mt="sm">
        <Button size="sm" loading={busy} onClick={accept}>
          {strings.joining.accept}
        </Button>
        <Button size="sm" variant="default" disabled={busy} onClick={decline}>
          {strings.joining.decline}
        </Button>
      </Row>
    </>
  );
}

function Asked({ request }: { request: JoinRequest }) {
  return request.state === 'denied' ? <Denied request={request} /> : <Pending request={request} />;
}

function Pending({ request }: { request: JoinRequest }) {
  const { act, busy } = useAct();
  return (
    <>
      <h2 className={classes.title}>
        {strings.joining.pending} · <Ago at={request.createdAt} />
      </h2>
      <Text size="sm" c="dimmed">
        {strings.joining.pendingHint}
      </Text>
      <blockquote className={classes.quote} aria-label={strings.joining.yourMessage} dir="auto">
        {request.message}
      </blockquote>
      <Button
        size="sm"
        variant="default"
        loading={busy}
        onClick={() => act(() => joinRequests.cancel(request.id), strings.joining.cancelled)}
      >
        {strings.joining.cancel}
      </Button>
    </>
  );
}

function Denied({ request }: { request: JoinRequest }) {
  return (
    <>
      <h2 className={classes.title}>{strings.joining.denied}</h2>
      <blockquote className={classes.quote} dir="auto">
        {request.reason}
      </blockquote>
      <Text size="sm" c="dimmed">
        {strings.joining.deniedHint}
      </Text>
    </>
  );
}
