import { Alert, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { Credentials } from '../../shared/accounts.ts';
import { auth } from '../api/endpoints.ts';
import { hasCode } from '../api/problem.ts';
import { begin, type EndReason, session } from '../api/session.ts';
import { strings } from '../strings.ts';
import { TextLink } from '../ui/link.tsx';
import { useStore } from '../ui/store.ts';
import { useSubmit } from '../ui/use-submit.ts';
import { AppealForm } from './appeal-form.tsx';
import { AuthPage } from './auth-page.tsx';
import { type Suspension, suspension } from './suspension.ts';
import { SuspensionNotice } from './suspension-notice.tsx';

const route = getRouteApi('/sign-in');

export function SignInPage() {
  const search = route.useSearch();
  const state = useStore(session);
  const form = useForm({ initialValues: { login: '', password: '' } });
  const [shutOut, setShutOut] = useState<{ why: Suspension; credentials: Credentials } | null>(null);
  const { submit, busy, problem } = useSubmit(form, signIn);
  const reason = state.status === 'out' ? state.reason : null;

  async function signIn(credentials: Credentials) {
    setShutOut(null);
    try {
      const signedIn = await auth.signIn(credentials);
      suspension.set(null);
      begin(signedIn);
    } catch (error) {
      if (!hasCode(error, 'suspended')) throw error;
      setShutOut({ why: error.current as Suspension, credentials });
    }
  }

  return (
    <AuthPage title={strings.auth.signIn}>
      <form onSubmit={submit}>
        <Stack>
          {shutOut && <SuspensionNotice suspension={shutOut.why} />}
          {!shutOut && !problem && reason && <SignedOut reason={reason} />}
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
      {shutOut && <AppealForm key={shutOut.credentials.login} credentials={shutOut.credentials} />}
    </AuthPage>
  );
}

/** Why one finds oneself here. */
function SignedOut({ reason }: { reason: EndReason }) {
  const told = useStore(suspension);
  if (reason === 'suspended' && told)
    return <SuspensionNotice suspension={told} hint={strings.staff.suspension.appealHint} />;
  return <Alert color="brass">{strings.auth[reason]}</Alert>;
}
