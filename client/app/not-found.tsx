import { IconMapQuestion } from '@tabler/icons-react';
import { strings } from '../strings.ts';
import { Empty } from '../ui/empty.tsx';
import { ButtonLink } from '../ui/link.tsx';
import { Page } from '../ui/page.tsx';

export function NotFound() {
  return (
    <Page title={strings.problems.notFoundTitle} narrow>
      <Empty icon={<IconMapQuestion size={40} />} title={strings.problems.notFound}>
        <ButtonLink to="/" mt="md" variant="light">
          {strings.problems.home}
        </ButtonLink>
      </Empty>
    </Page>
  );
}
