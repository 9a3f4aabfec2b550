import { Button } from '@mantine/core';
import { IconMoodConfuzed } from '@tabler/icons-react';
import { hasCode } from '../api/problem.ts';
import { strings } from '../strings.ts';
import { Empty } from '../ui/empty.tsx';
import { Page } from '../ui/page.tsx';
import { problemText } from '../ui/toast.ts';
import { NotFound } from './not-found.tsx';

/** In place of a page that could not be shown. */
export function ErrorPage({ error, reset }: { error: unknown; reset?: () => void }) {
  if (hasCode(error, 'not_found', 'invalid_request')) return <NotFound />;
  return (
    <Page title={strings.problems.errorTitle} narrow>
      <Empty icon={<IconMoodConfuzed size={40} />} title={problemText(error)}>
        <Button mt="md" variant="light" onClick={reset}>
          {strings.common.retry}
        </Button>
      </Empty>
    </Page>
  );
}
