import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Navigate, useNavigate, useParams } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { meQuery, profileQuery } from '../accounts/queries.ts';
import { hasCode } from '../api/problem.ts';
import { setTitle } from '../app/document-title.ts';
import { strings } from '../strings.ts';
import { Empty } from '../ui/empty.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { problemText } from '../ui/toast.ts';
import { BackLink } from './back-link.tsx';
import { FirstMessage } from './first-message.tsx';
import page from './messages.module.css';
import { conversationWithQuery } from './queries.ts';
import classes from './write-page.module.css';

/** The conversation with a member, whether there is one yet or not; without a name it asks for one. */
export function WritePage() {
  const { username } = useParams({ from: '/member/messages/to/{-$username}' });
  return username ? <WriteTo key={username} username={username} /> : <AskWho />;
}

function WriteTo({ username }: { username: string }) {
  const { data: me } = useQuery(meQuery);
  const { data: profile, error } = useQuery(profileQuery(username));
  const { data: conversationId, error: failure } = useQuery(conversationWithQuery(username));
  if (error)
    return <AskWho problem={hasCode(error, 'not_found') ? strings.messages.unknown(username) : problemText(error)} />;
  if (failure) return <Empty icon={null} title={problemText(failure)} />;
  if (!me || !profile || conversationId === undefined) return <RowsSkeleton rows={5} height={60} />;
  if (profile.member.id === me.account.id) return <AskWho problem={strings.messages.yourself} />;
  if (conversationId) return <Navigate to="/messages/$id" params={{ id: conversationId }} replace />;
  return <FirstMessage to={profile.member} />;
}

function AskWho({ problem }: { problem?: string }) {
  const [name, setName] = useState('');
  const navigate = useNavigate();
  useEffect(() => setTitle(strings.messages.create), []);
  const go = (event: FormEvent) => {
    event.preventDefault();
    const username = name.trim().replace(/^@/, '');
    if (username) void navigate({ to: '/messages/to/{-$username}', params: { username } });
  };
  return (
    <>
      <header className={page.head}>
        <BackLink />
        <h2 className={page.title}>{strings.messages.create}</h2>
      </header>
      <form className={classes.ask} onSubmit={go}>
        <TextInput
          label={strings.messages.to}
          description={strings.messages.toHint}
          error={problem}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" disabled={!name.trim()}>
          {strings.messages.writeTo}
        </Button>
      </form>
    </>
  );
}
