import { Alert, Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { partnerConsole } from '../api/partner-console.ts';
import { hasCode } from '../api/problem.ts';
import { strings } from '../strings.ts';
import { Surface } from '../ui/surface.tsx';
import { toast } from '../ui/toast.ts';
import { useSubmit } from '../ui/use-submit.ts';
import classes from './manage-appoint.module.css';

const said = strings.partnerSetup.managers;

/** Lets one more member manage a partner, by name. */
export function AppointManager({ slug }: { slug: string }) {
  const form = useForm({ initialValues: { username: '' } });
  const { submit, busy, problem } = useSubmit(form, appoint, (error) =>
    hasCode(error, 'not_found', 'own_dealings') ? [{ path: 'username', message: error.message }] : [],
  );

  async function appoint({ username }: { username: string }) {
    await partnerConsole.appoint(slug, username.trim().replace(/^@/, ''));
    toast(said.appointed);
    form.reset();
  }

  return (
    <Surface className={classes.sheet}>
      <form onSubmit={submit}>
        {problem && (
          <Alert color="brick" mb="sm">
            {problem}
          </Alert>
        )}
        <div className={classes.line}>
          <TextInput
            label={said.username}
            required
            autoComplete="off"
            autoCapitalize="none"
            maxLength={100}
            {...form.getInputProps('username')}
          />
          <Button type="submit" loading={busy} disabled={!form.getValues().username.trim()}>
            {said.appoint}
          </Button>
        </div>
      </form>
    </Surface>
  );
}
