import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import type { Account, Member } from '../../shared/accounts.ts';
import type { RankSource } from '../../shared/rank-key.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { ProfileOptions } from '../messages/profile-options.tsx';
import { ProfileBadges } from '../partners/profile-badges.tsx';
import { RankBadge } from '../ranks/rank-badge.tsx';
import { strings } from '../strings.ts';
import { onDay } from '../ui/dates.ts';
import { Face } from '../ui/face.tsx';
import { TextLink } from '../ui/link.tsx';
import { Page } from '../ui/page.tsx';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { Surface } from '../ui/surface.tsx';
import classes from './profile-page.module.css';
import { meQuery } from './queries.ts';
import { RoleLabel } from './role-label.tsx';
import { SiteRole } from './site-role.tsx';
import { useProfile } from './use-profile.ts';

const route = getRouteApi('/member/u/$username');
const StaffRank = lazy(() => import('../ranks/staff/staff-rank.tsx').then((module) => ({ default: module.StaffRank })));

export function ProfilePage() {
  const { username } = route.useParams();
  const { data: me } = useQuery(meQuery);
  const { data, error, refetch } = useProfile(username);
  if (error && !data) return <ErrorPage error={error} reset={refetch} />;
  const member =
    data && me && data.member.id === me.account.id ? { ...data.member, ...shown(me.account) } : data?.member;
  if (!data || !member || !me) return <PageSkeleton rows={1} height={180} narrow />;
  return (
    <Page
      title={member.displayName}
      heading={<Name member={member} />}
      options={member.id !== me.account.id && <ProfileOptions member={member} />}
      narrow
    >
      <Card member={member} source={data.rankSource} me={me.account}>
        <ProfileBadges badges={data.badges} />
      </Card>
      {me.account.role === 'staff' && (
        <Suspense>
          <StaffRank key={member.id} member={member} />
        </Suspense>
      )}
    </Page>
  );
}

/** One's own is live. */
function shown({ displayName, role, rank }: Account): Pick<Member, 'displayName' | 'role' | 'rank'> {
  return { displayName, role, rank };
}

function Name({ member }: { member: Member }) {
  return (
    <span className={classes.name}>
      <bdi>{member.displayName}</bdi>
      <RoleLabel of={member.role} />
    </span>
  );
}

type CardProps = { member: Member; source: RankSource; me: Account; children: ReactNode };

function Card({ member, source, me, children }: CardProps) {
  const own = member.id === me.id;
  return (
    <Surface className={classes.card}>
      <Face id={member.id} name={member.displayName} size={84} />
      <div className={classes.text}>
        <p className={classes.dim}>@{member.username}</p>
        <p className={classes.line}>
          <RankBadge rank={member.rank} />
          <span className={classes.dim}>{strings.ranks.sourceOf(source)}</span>
          <TextLink to={own ? '/me/rank' : '/ranks'} size="sm">
            {own ? strings.ranks.mine : strings.ranks.explain}
          </TextLink>
        </p>
        {children}
        <p className={classes.dim}>{strings.accounts.memberSince(onDay(member.memberSince))}</p>
        {own && (
          <p className={classes.dim}>
            {strings.accounts.itsYou} <TextLink to="/settings">{strings.nav.settings}</TextLink>
          </p>
        )}
        {!own && me.role === 'staff' && <SiteRole member={member} />}
      </div>
    </Surface>
  );
}
