import { useQuery } from '@tanstack/react-query';
import { meQuery } from '../accounts/queries.ts';
import { staffQueue } from '../console/queries.ts';
import { QueueTab } from '../console/queue-tab.tsx';
import { strings } from '../strings.ts';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { StaffPage } from './staff-page.tsx';

/** What waits for staff: appeals of those who are suspended, and what is reported to the site. */
export function AppealsPage() {
  const { data: me } = useQuery(meQuery);
  return (
    <StaffPage tab="appeals" lead={strings.staff.appealsLead}>
      {me ? <QueueTab source={staffQueue} me={me.account} /> : <RowsSkeleton rows={4} height={96} />}
    </StaffPage>
  );
}
