import { Outlet, useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { session } from '../api/session.ts';
import { strings } from '../strings.ts';
import { useStore } from '../ui/store.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { Header } from './header.tsx';
import { Unreachable } from './unreachable.tsx';

/** What stands around every page. */
export function Shell() {
  const main = useFocusOnNavigation();
  const { status } = useStore(session);
  return (
    <>
      <a className="skip-link" href="#main">
        {strings.common.skip}
      </a>
      <Header />
      {status === 'in' && <ConnectionBanner />}
      <main id="main" tabIndex={-1} ref={main}>
        {status === 'unknown' ? <Unreachable /> : <Outlet />}
      </main>
    </>
  );
}

/** A new page is where reading begins, for those who hear it too. */
function useFocusOnNavigation() {
  const router = useRouter();
  const main = useRef<HTMLElement>(null);
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        const within = fromLocation && samePlace(fromLocation.pathname, router.state.location.pathname);
        if (fromLocation && pathChanged && !within) main.current?.focus({ preventScroll: true });
      }),
    [router],
  );
  return main;
}

/** Moving to another post of the same topic is no new page. */
const samePlace = (a: string, b: string) => a.startsWith('/t/') && a.split('/')[2] === b.split('/')[2];
