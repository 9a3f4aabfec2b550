import { Alert, Button, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { FieldError } from '../../shared/problems.ts';
import { partnerConsole } from '../api/partner-console.ts';
import { hasCode } from '../api/problem.ts';
import { strings } from '../strings.ts';
import { Surface } from '../ui/surface.tsx';
import { toast } from '../ui/toast.ts';
import { useSubmit } from '../ui/use-submit.ts';

const said = strings.partnerConsole.invitations;

/** Invites one member to apply, by name. */
export function InviteExpert({ slug }: { slug: string }) {
  const form = useForm({ initialValues: { username: '', message: '' } });
  const { submit, busy, problem } = useSubmit(form, invite, aboutTheName);

  async function invite({ username, message }: { username: string; message: string }) {
    const { to } = await partnerConsole.invite(slug, username.trim().replace(/^@/, ''), message.trim());
    toast(said.sent(to.displayName));
    form.reset();
  }

  return (
    <Surface aria-labelledby="invite" style={{ marginBlockEnd: 16 }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text component="h2" id="invite" fw={680} m={0}>
            {said.invite}
          </Text>
          {problem && <Alert color="brick">{problem}</Alert>}
          <TextInput
            label={said.username}
            required
            autoComplete="off"
            autoCapitalize="none"
            maxLength={100}
            {...form.getInputProps('username')}
          />
          <Textarea
            label={said.message}
            description={said.messageHint}
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
            {said.send}
          </Button>
        </Stack>
      </form>
    </Surface>
  );
}

/** Refusals that are about whom one named. */
const aboutTheName = (error: unknown): FieldError[] =>
  hasCode(error, 'not_found', 'already_expert', 'already_applied', 'already_invited')
    ? [{ path: 'username', message: error.message }]
    : [];
