import { Alert, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { getRouteApi } from '@tanstack/react-router';
import type { FieldError } from '../../shared/problems.ts';
import { auth } from '../api/endpoints.ts';
import { hasCode } from '../api/problem.ts';
import { begin } from '../api/session.ts';
import { strings } from '../strings.ts';
import { TextLink } from '../ui/link.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { AuthPage } from './auth-page.tsx';

const route = getRouteApi('/sign-up');

export function SignUpPage() {
  const search = route.useSearch();
  const form = useForm({ initialValues: { username: '', displayName: '', email: '', password: '' } });
  const { submit, busy, problem } = useSubmit(
    form,
    async ({ displayName, ...values }) =>
      begin(await auth.register(displayName.trim() ? { ...values, displayName } : values)),
    taken,
  );
  return (
    <AuthPage title={strings.auth.signUp}>
      <form onSubmit={submit} noValidate>
        <Stack>
          {problem && (
            <Alert color="brick" role="alert">
              {problem}
            </Alert>
          )}
          <TextInput
            label={strings.auth.username}
            description={strings.auth.usernameHint}
            autoComplete="username"
            autoCapitalize="none"
            required
            {...form.getInputProps('username')}
          />
          <TextInput
            label={strings.auth.displayName}
            description={strings.auth.displayNameHint}
            autoComplete="name"
            {...form.getInputProps('displayName')}
          />
          <TextInput
            label={strings.auth.email}
            type="email"
            autoComplete="email"
            required
            {...form.getInputProps('email')}
          />
          <PasswordInput
            label={strings.auth.password}
            description={strings.auth.passwordHint}
            autoComplete="new-password"
            required
            {...form.getInputProps('password')}
          />
          <Button type="submit" loading={busy} size="md">
            {strings.nav.signUp}
          </Button>
          <Text size="sm" c="dimmed">
            {strings.auth.haveAccount}{' '}
            <TextLink to="/sign-in" search={search}>
              {strings.nav.signIn}
            </TextLink>
          </Text>
        </Stack>
      </form>
    </AuthPage>
  );
}

/** Two refusals are about one field each. */
function taken(error: unknown): FieldError[] {
  if (hasCode(error, 'username_taken')) return [{ path: 'username', message: error.message }];
  if (hasCode(error, 'email_taken')) return [{ path: 'email', message: error.message }];
  return [];
}
