import { Button, Text } from '@mantine/core';
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Session } from '../../shared/accounts.ts';
import { accounts } from '../api/endpoints.ts';
import { strings } from '../strings.ts';
import { Ago } from '../ui/ago.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { problemText, toast, toastProblem } from '../ui/toast.ts';
import { browserOf } from './browser-of.ts';
import { sessionsQuery } from './queries.ts';
import classes from './sessions.module.css';

/** Where the account is signed in, with a way to end each. */
export function Sessions() {
  const { data, error } = useQuery(sessionsQuery);
  if (error && !data) return <Text c="brick">{problemText(error)}</Text>;
  if (!data) return <RowsSkeleton rows={2} height={52} />;
  return (
    <ul className={classes.sessions}>
      {data.items.map((session) => (
        <SessionRow key={session.id} session={session} />
      ))}
    </ul>
  );
}

function SessionRow({ session }: { session: Session }) {
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => accounts.endSession(session.id),
    onSuccess: () => {
      toast(strings.accounts.sessionEnded);
      return client.invalidateQueries(sessionsQuery);
    },
    onError: toastProblem,
  });
  const where = browserOf(session.userAgent);
  const Icon = /Mobi/.test(session.userAgent) ? IconDeviceMobile : IconDeviceDesktop;
  return (
    <li className={classes.session}>
      <Icon size={22} stroke={1.6} aria-hidden="true" />
      <div className={classes.text}>
        <span>{where}</span>
        <span className={classes.dim}>
          {strings.accounts.lastUsed} <Ago at={session.lastUsedAt} />
        </span>
      </div>
      {session.current ? (
        <span className={classes.current}>{strings.accounts.thisSession}</span>
      ) : (
        <Button
          variant="default"
          size="xs"
          loading={isPending}
          aria-label={strings.accounts.endSessionOf(where)}
          onClick={() => mutate()}
        >
          {strings.accounts.endSession}
        </Button>
      )}
    </li>
  );
}
