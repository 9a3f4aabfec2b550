import { Button, Text } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ServiceToken } from '../../shared/partners/facts.ts';
import { STAFF_STREAM } from '../../shared/streams.ts';
import { services } from '../api/services.ts';
import { ErrorPage } from '../app/error-page.tsx';
import lines from '../joining/manage-list.module.css';
import { useStreams } from '../live/use-stream.ts';
import { strings } from '../strings.ts';
import { Ago } from '../ui/ago.tsx';
import { Card, Cards } from '../ui/cards.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { onDay } from '../ui/dates.ts';
import { Empty } from '../ui/empty.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { toast } from '../ui/toast.ts';
import { NewServiceToken } from './new-service-token.tsx';
import { serviceTokensQuery } from './queries.ts';
import { StaffPage } from './staff-page.tsx';

const said = strings.partnerStaff.services;

/** The services that may say what the marketplace knows. */
export function ServicesPage() {
  const { data, error, refetch } = useQuery(serviceTokensQuery);
  useStreams(data ? [STAFF_STREAM] : []);
  if (error && !data) return <ErrorPage error={error} reset={refetch} />;
  return (
    <StaffPage tab="services" lead={said.lead} options={<NewServiceToken />}>
      {data ? <Tokens tokens={data.items} /> : <RowsSkeleton rows={3} height={80} />}
    </StaffPage>
  );
}

function Tokens({ tokens }: { tokens: ServiceToken[] }) {
  if (tokens.length === 0) {
    return (
      <Empty icon={<IconPlugConnected size={36} />} title={said.none}>
        {said.noneHint}
      </Empty>
    );
  }
  return <Cards label={strings.staff.tabs.services} items={tokens} render={(token) => <TokenCard token={token} />} />;
}

function TokenCard({ token }: { token: ServiceToken }) {
  const [open, setOpen] = useState(false);
  const { id, name, createdAt, createdBy, lastUsedAt } = token;
  return (
    <Card label={name}>
      <b dir="auto">{name}</b>
      <div className={lines.foot}>
        <span className={lines.dim}>
          {said.made(createdBy.displayName, onDay(createdAt))} ·{' '}
          {lastUsedAt ? (
            <>
              {said.used} <Ago at={lastUsedAt} />
            </>
          ) : (
            said.unused
          )}
        </span>
        <Button
          size="compact-sm"
          variant="default"
          ms="auto"
          aria-label={said.revokeOf(name)}
          onClick={() => setOpen(true)}
        >
          {said.revoke}
        </Button>
      </div>
      {open && (
        <Confirm
          title={said.revokeTitle(name)}
          action={said.revoke}
          danger
          confirm={() => services.revoke(id).then(() => toast(said.revoked(name)))}
          close={() => setOpen(false)}
        >
          <Text size="sm">{said.revokeBody}</Text>
        </Confirm>
      )}
    </Card>
  );
}
