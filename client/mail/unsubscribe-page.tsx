import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { MailSwitch } from '../../shared/mail.ts';
import { unsubscribing } from '../api/mail.ts';
import { strings } from '../strings.ts';
import { TextLink } from '../ui/link.tsx';
import { Page } from '../ui/page.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { Surface } from '../ui/surface.tsx';
import { problemText } from '../ui/toast.ts';
import { switchQuery } from './queries.ts';

const route = getRouteApi('/unsubscribe');

/** Where a mail's link leads. To look at it changes nothing: programs follow such links, too. */
export function UnsubscribePage() {
  const { token } = route.useSearch();
  const { data, error } = useQuery(switchQuery(token));
  return (
    <Page title={strings.mail.unsubscribe} narrow>
      <Surface>
        {data && <Choice token={token} mails={data} />}
        {error && !data && (
          <Text role="alert" c="brick">
            {problemText(error)}
          </Text>
        )}
        {!data && !error && <RowsSkeleton rows={2} height={32} />}
      </Surface>
    </Page>
  );
}

function Choice({ token, mails }: { token: string; mails: MailSwitch }) {
  const client = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => (mails.on ? unsubscribing.stop(token) : unsubscribing.resume(token)),
    onSuccess: (now) => client.setQueryData(switchQuery(token).queryKey, now),
  });
  return (
    <>
      <Text role="status" fw={600}>
        {mails.on ? strings.mail.on(mails.topic) : strings.mail.off(mails.topic)}
      </Text>
      <Group my="md">
        <Button variant={mails.on ? 'filled' : 'default'} loading={isPending} onClick={() => mutate()}>
          {mails.on ? strings.mail.stop : strings.mail.resume}
        </Button>
      </Group>
      {error && (
        <Text role="alert" size="sm" c="brick" mb="sm">
          {problemText(error)}
        </Text>
      )}
      <Text size="sm" c="dimmed">
        {strings.mail.all} <TextLink to="/settings">{strings.mail.toSettings}</TextLink>
      </Text>
    </>
  );
}
