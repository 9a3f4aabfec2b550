import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { meQuery } from '../accounts/queries.ts';
import { session } from '../api/session.ts';
import { MessagesLink } from '../messages/messages-link.tsx';
import { Bell } from '../notices/bell.tsx';
import { RankBadge } from '../ranks/rank-badge.tsx';
import { useRankTitle } from '../ranks/use-ranks.ts';
import { strings } from '../strings.ts';
import { ButtonLink } from '../ui/link.tsx';
import { useStore } from '../ui/store.ts';
import { AccountMenu } from './account-menu.tsx';
import classes from './header.module.css';

export function Header() {
  const signedIn = useStore(session).status === 'in';
  return (
    <header className={classes.header}>
      <div className={classes.inner}>
        <Link to="/" className={classes.brand}>
          <img src="/icon.svg" alt="" width={28} height={28} />
          <span className={classes.name}>{strings.name}</span>
        </Link>
        <nav className={classes.nav} aria-label={strings.common.main}>
          {signedIn && (
            <Link to="/" className={classes.link} activeOptions={{ exact: true, includeSearch: false }}>
              {strings.nav.groups}
            </Link>
          )}
          <Link to="/partners" className={classes.link}>
            {strings.partners.title}
          </Link>
          <Link to="/ranks" className={classes.link} data-second={signedIn || undefined}>
            {strings.nav.ranks}
          </Link>
          <Link to="/help" className={classes.link} data-second={signedIn || undefined}>
            {strings.help.title}
          </Link>
        </nav>
        <div className={classes.own}>{signedIn ? <Own /> : <Strangers />}</div>
      </div>
    </header>
  );
}

function Own() {
  const { data: me } = useQuery(meQuery);
  const state = useStore(session);
  const titleOf = useRankTitle();
  const account = me?.account ?? (state.status === 'in' ? state.account : null);
  if (!account) return null;
  const rank = strings.nav.yourRank(titleOf(account.rank));
  return (
    <>
      <Link to="/me/rank" className={classes.rank} aria-label={rank} title={strings.nav.myRank}>
        <RankBadge rank={account.rank} />
      </Link>
      <MessagesLink />
      <Bell />
      <AccountMenu account={account} />
    </>
  );
}

function Strangers() {
  return (
    <>
      <ButtonLink to="/sign-in" variant="subtle" size="sm" px="sm">
        {strings.nav.signIn}
      </ButtonLink>
      <ButtonLink to="/sign-up" size="sm" px="sm" className={classes.newcomers}>
        {strings.nav.signUp}
      </ButtonLink>
    </>
  );
}
