import { Alert, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { getRouteApi } from '@tanstack/react-router';
import { auth } from '../api/endpoints.ts';
import { begin, session } from '../api/session.ts';
import { strings } from '../strings.ts';
import { TextLink } from '../ui/link.tsx';
import { useStore } from '../ui/store.ts';
import { useSubmit } from '../ui/use-submit.ts';
import { AuthPage } from './auth-page.tsx';

const route = getRouteApi('/sign-in');

export function SignInPage() {
  const search = route.useSearch();
  const state = useStore(session);
  const form = useForm({ initialValues: { login: '', password: '' } });
  const { submit, busy, problem } = useSubmit(form, async (values) => begin(await auth.signIn(values)));
  const reason = state.status === 'out' ? state.reason : null;
  return (
    <AuthPage title={strings.auth.signIn}>
      <form onSubmit={submit}>
        <Stack>
          {reason && !problem && <Alert color="brass">{strings.auth[reason]}</Alert>}
          {problem && (
            <Alert color="brick" role="alert">
              {problem}
            </Alert>
          )}
          <TextInput
            label={strings.auth.login}
            autoComplete="username"
            autoCapitalize="none"
            required
            data-autofocus
            {...form.getInputProps('login')}
          />
          <PasswordInput
            label={strings.auth.password}
            autoComplete="current-password"
            required
            {...form.getInputProps('password')}
          />
          <Button type="submit" loading={busy} size="md">
            {strings.nav.signIn}
          </Button>
          <Text size="sm" c="dimmed">
            {strings.auth.newHere}{' '}
            <TextLink to="/sign-up" search={search}>
              {strings.nav.signUp}
            </TextLink>
          </Text>
        </Stack>
      </form>
    </AuthPage>
  );
}
