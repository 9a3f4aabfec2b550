import { Button, Group, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconLogout } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Me } from '../../shared/accounts.ts';
import { reduceMe } from '../../shared/reduce/me.ts';
import { accounts } from '../api/endpoints.ts';
import { signOut } from '../api/session.ts';
import { SchemeControl } from '../app/account-menu.tsx';
import { keepAnswer } from '../live/snapshots.ts';
import { view } from '../live/views.ts';
import { MailPreferences } from '../mail/mail-preferences.tsx';
import { BlockedMembers } from '../messages/blocked-members.tsx';
import { strings } from '../strings.ts';
import { Page } from '../ui/page.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { Surface } from '../ui/surface.tsx';
import { toast } from '../ui/toast.ts';
import { useSubmit } from '../ui/use-submit.ts';
import { meQuery } from './queries.ts';
import { Sessions } from './sessions.tsx';
import classes from './settings-page.module.css';

export function SettingsPage() {
  const { data: me } = useQuery(meQuery);
  return (
    <Page title={strings.accounts.settings} narrow>
      <div className={classes.parts}>
        <Surface>
          <h2 className={classes.title}>{strings.accounts.you}</h2>
          {me ? <DisplayName me={me} /> : <RowsSkeleton rows={1} height={60} />}
        </Surface>
        <Surface>
          <h2 className={classes.title}>{strings.accounts.appearance}</h2>
          <SchemeControl />
        </Surface>
        <Surface>
          <h2 className={classes.title}>{strings.mail.preferences}</h2>
          {me && <p className={classes.hint}>{strings.mail.hint(me.account.email)}</p>}
          <MailPreferences />
        </Surface>
        <Surface>
          <h2 className={classes.title}>{strings.messages.blocks}</h2>
          <p className={classes.hint}>{strings.messages.blocksHint}</p>
          <BlockedMembers />
        </Surface>
        <Surface>
          <h2 className={classes.title}>{strings.accounts.sessions}</h2>
          <p className={classes.hint}>{strings.accounts.sessionsHint}</p>
          <Sessions />
        </Surface>
        <Group>
          <Button variant="default" leftSection={<IconLogout size={16} />} onClick={signOut}>
            {strings.nav.signOut}
          </Button>
        </Group>
      </div>
    </Page>
  );
}

function DisplayName({ me }: { me: Me }) {
  const client = useQueryClient();
  const form = useForm({ initialValues: { displayName: me.account.displayName } });
  const { submit, busy, problem } = useSubmit(form, async ({ displayName }) => {
    keepAnswer(client, meQuery.queryKey, view(reduceMe), await accounts.rename(displayName));
    toast(strings.common.saved);
  });
  return (
    <form onSubmit={submit}>
      <Group align="flex-end" gap="xs">
        <TextInput
          label={strings.accounts.displayName}
          autoComplete="name"
          maxLength={60}
          required
          flex={1}
          {...form.getInputProps('displayName')}
          error={form.errors.displayName ?? problem}
        />
        <Button type="submit" loading={busy}>
          {strings.common.save}
        </Button>
      </Group>
    </form>
  );
}
