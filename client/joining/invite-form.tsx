import { Alert, Button, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Group } from '../../shared/groups.ts';
import { invitations } from '../api/joining.ts';
import { ApiProblem, hasCode } from '../api/problem.ts';
import { strings } from '../strings.ts';
import { Surface } from '../ui/surface.tsx';
import { toast } from '../ui/toast.ts';
import { useSubmit } from '../ui/use-submit.ts';

/** Invites one member, by name. */
export function InviteForm({ group }: { group: Group }) {
  const form = useForm({ initialValues: { username: '', message: '' } });
  const { submit, busy, problem } = useSubmit(form, invite, aboutTheName);

  async function invite({ username, message }: { username: string; message: string }) {
    const { to } = await invitations.send(group.slug, username.trim().replace(/^@/, ''), message.trim());
    toast(strings.joining.inviteSent(to.displayName));
    form.reset();
  }

  return (
    <Surface aria-labelledby="invite" style={{ marginBlockEnd: 16 }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text component="h2" id="invite" fw={680} m={0}>
            {strings.joining.inviteTitle}
          </Text>
          {problem && <Alert color="brick">{problem}</Alert>}
          <TextInput
            label={strings.joining.inviteUsername}
            required
            autoComplete="off"
            autoCapitalize="none"
            maxLength={100}
            {...form.getInputProps('username')}
          />
          <Textarea
            label={strings.joining.inviteMessage}
            description={strings.joining.inviteMessageHint}
            autosize
            minRows={2}
            maxRows={6}
            maxLength={1_000}
            {...form.getInputProps('message')}
          />
          <Button
            type="submit"
            loading={busy}
            disabled={!form.getValues().username.trim()}
            style={{ alignSelf: 'end' }}
          >
            {strings.joining.invite}
          </Button>
        </Stack>
      </form>
    </Surface>
  );
}

/** Refusals that are about whom one named. */
function aboutTheName(error: unknown) {
  const about = hasCode(error, 'not_found', 'already_member', 'already_invited', 'banned', 'blocked');
  return about && error instanceof ApiProblem ? [{ path: 'username', message: error.message }] : [];
}
