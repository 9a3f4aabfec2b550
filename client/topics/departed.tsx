import { IconArrowRight } from '@tabler/icons-react';
import { strings } from '../strings.ts';
import { Empty } from '../ui/empty.tsx';
import { ButtonLink } from '../ui/link.tsx';
import { Page } from '../ui/page.tsx';
import type { Departure } from './use-departure.ts';

const said = strings.moderation;

/** What is left of a topic that went where one may not read. */
export function Departed({ departure: { data } }: { departure: Departure }) {
  const { to, act } = data;
  return (
    <Page title={said.departedTitle} narrow>
      <Empty
        icon={<IconArrowRight size={36} />}
        title={said.departed(act.by.displayName, to?.name ?? null, act.reason)}
      >
        {to && (
          <ButtonLink mt="md" variant="light" to="/g/$slug" params={{ slug: to.slug }}>
            {said.departedLink(to.name)}
          </ButtonLink>
        )}
      </Empty>
    </Page>
  );
}
