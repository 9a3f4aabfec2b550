import { Alert, Button, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { hasCode } from '../api/problem.ts';
import { Surface } from './surface.tsx';
import { toast } from './toast.ts';
import { useSubmit } from './use-submit.ts';

type Texts = {
  title: string;
  username: string;
  message: string;
  messageHint: string;
  send: string;
  sent: (name: string) => string;
};

type Invite = {
  texts: Texts;
  /** @returns whom it went to. */
  invite: (username: string, message: string) => Promise<{ to: { displayName: string } }>;
  /** The refusals that are about whom one named. */
  aboutTheName: Parameters<typeof hasCode>[1][];
};

/** Invites one member, by name. */
export function InvitePerson({ texts, invite, aboutTheName }: Invite) {
  const form = useForm({ initialValues: { username: '', message: '' } });
  const { submit, busy, problem } = useSubmit(form, send, (error) =>
    hasCode(error, ...aboutTheName) ? [{ path: 'username', message: error.message }] : [],
  );

  async function send({ username, message }: { username: string; message: string }) {
    const { to } = await invite(username.trim().replace(/^@/, ''), message.trim());
    toast(texts.sent(to.displayName));
    form.reset();
  }

  return (
    <Surface aria-labelledby="invite" style={{ marginBlockEnd: 16 }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text component="h2" id="invite" fw={680} m={0}>
            {texts.title}
          </Text>
          {problem && <Alert color="brick">{problem}</Alert>}
          <TextInput
            label={texts.username}
            required
            autoComplete="off"
            autoCapitalize="none"
            maxLength={100}
            {...form.getInputProps('username')}
          />
          <Textarea
            label={texts.message}
            description={texts.messageHint}
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
            {texts.send}
          </Button>
        </Stack>
      </form>
    </Surface>
  );
}
