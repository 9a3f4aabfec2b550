import { IconPlugConnectedX } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { restoreSession, session } from '../api/session.ts';
import { strings } from '../strings.ts';
import { Empty } from '../ui/empty.tsx';
import { Page } from '../ui/page.tsx';

const EVERY_MS = 3_000;

/** The server could not even be asked whether we are signed in. */
export function Unreachable() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(async () => {
      await restoreSession();
      if (session.get().status !== 'unknown') await router.invalidate();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <Page title={strings.problems.offlineTitle} narrow>
      <Empty icon={<IconPlugConnectedX size={40} />} title={strings.problems.unreachable}>
        {strings.problems.offline}
      </Empty>
    </Page>
  );
}
