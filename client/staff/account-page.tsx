import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { StaffAccount } from '../../shared/staff.ts';
import { meQuery } from '../accounts/queries.ts';
import { RoleLabel } from '../accounts/role-label.tsx';
import { ErrorPage } from '../app/error-page.tsx';
import { onHappening } from '../live/happenings.ts';
import { strings } from '../strings.ts';
import { onDay } from '../ui/dates.ts';
import { Face } from '../ui/face.tsx';
import { TextLink } from '../ui/link.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { Surface } from '../ui/surface.tsx';
import { AccountAccess } from './account-access.tsx';
import { AccountData } from './account-data.tsx';
import classes from './accounts.module.css';
import { staffAccountQuery } from './queries.ts';
import { StaffPage } from './staff-page.tsx';

const route = getRouteApi('/member/staff/accounts/$username');

/** An account as staff see it, and what they can do about it. */
export function AccountPage() {
  const { username } = route.useParams();
  const { data: me } = useQuery(meQuery);
  const { data, error, refetch } = useQuery(staffAccountQuery(username));
  useActsOn(username);
  if (error && !data) return <ErrorPage error={error} reset={refetch} />;
  return (
    <StaffPage tab="accounts" title={data?.member.displayName ?? username}>
      {data && me ? (
        <div className={classes.account}>
          <Facts account={data} />
          <Doing account={data} own={me.account.id === data.member.id} />
        </div>
      ) : (
        <RowsSkeleton rows={3} height={140} />
      )}
    </StaffPage>
  );
}

function Doing({ account, own }: { account: StaffAccount; own: boolean }) {
  const said = strings.staff;
  if (account.erasedAt) return null;
  const equal = account.member.role === 'staff';
  return (
    <>
      {own || equal ? (
        <p className={classes.hint}>{own ? said.own : said.equal}</p>
      ) : (
        <AccountAccess account={account} />
      )}
      <AccountData account={account} mayErase={!own && !equal} />
    </>
  );
}

function Facts({ account: { member, email, sessions, posts, groups, erasedAt } }: { account: StaffAccount }) {
  const said = strings.staff;
  const facts: [string, string][] = [
    [said.email, email || '–'],
    [said.since, onDay(member.memberSince)],
    [said.posts, said.figure(posts)],
    [said.groups, said.figure(groups)],
    [said.sessions, said.places(sessions)],
    ...(erasedAt ? [[said.erased, onDay(erasedAt)] as [string, string]] : []),
  ];
  return (
    <Surface aria-label={said.account}>
      <div className={classes.who}>
        <Face id={member.id} name={member.displayName} size={52} />
        <div className={classes.text}>
          <span className={classes.name}>
            <b dir="auto">{member.displayName}</b>
            <RoleLabel of={member.role} />
          </span>
          <span className={classes.dim}>
            @{member.username} ·{' '}
            <TextLink to="/u/$username" params={{ username: member.username }}>
              {said.profile}
            </TextLink>
          </span>
        </div>
      </div>
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Surface>
  );
}

/** What someone else on the staff does about the account is seen at once. */
function useActsOn(username: string) {
  const client = useQueryClient();
  useEffect(
    () =>
      onHappening((event) => {
        if (event.type !== 'act.done' && event.type !== 'act.undone') return;
        if (event.data.subject?.username.toLowerCase() !== username.toLowerCase()) return;
        void client.invalidateQueries({ queryKey: staffAccountQuery(username).queryKey });
      }),
    [client, username],
  );
}
