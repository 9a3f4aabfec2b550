import { useDebouncedValue } from '@mantine/hooks';
import { IconListSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Audit, AuditLine, AuditTopic, AuditFilters as Filters } from '../../shared/audit.ts';
import type { AuditSource } from '../api/audit.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { useStreams } from '../live/use-stream.ts';
import { strings } from '../strings.ts';
import { Empty } from '../ui/empty.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { useMore } from '../ui/use-more.ts';
import { VirtualList } from '../ui/virtual-list.tsx';
import classes from './audit.module.css';
import { AuditFilters } from './audit-filters.tsx';
import { AuditRow } from './audit-row.tsx';
import { filtersOf, NOTHING } from './filters.ts';
import { auditOf } from './queries.ts';
import { SaveAudit } from './save-audit.tsx';

const OF_GROUP: AuditTopic[] = ['acts', 'reports', 'claims', 'requests', 'invitations', 'rules', 'leaders'];
const OF_STAFF: AuditTopic[] = ['acts', 'reports', 'claims', 'rules', 'leaders', 'applications', 'ranks', 'messages'];

/** What was done in a group, or by staff: live, to be narrowed and saved as a file. */
export function AuditLog({ source }: { source: AuditSource }) {
  const [fields, setFields] = useState(NOTHING);
  const [settled] = useDebouncedValue(fields, 300);
  const filters = useMemo(() => filtersOf(settled), [settled]);
  return (
    <>
      <AuditFilters topics={source === 'staff' ? OF_STAFF : OF_GROUP} fields={fields} change={setFields} />
      <div className={classes.bar}>
        <SaveAudit source={source} filters={filters} />
      </div>
      <Lines source={source} filters={filters} />
    </>
  );
}

function Lines({ source, filters }: { source: AuditSource; filters: Filters }) {
  const group = source === 'staff' ? null : source.group;
  const log = useMemo(() => auditOf(group === null ? 'staff' : { group }, filters), [group, filters]);
  const { data, error, refetch } = useQuery(log.query);
  const { more } = useMore<AuditLine, Audit>(log);
  useStreams(data ? [data.head.stream] : []);
  if (error && !data) return <ErrorPage error={error} reset={refetch} />;
  if (!data) return <RowsSkeleton rows={6} height={64} />;
  return (
    <>
      {data.items.length === 0 && <Nothing further={data.next !== null} />}
      {data.items.length > 0 && (
        <Sheet>
          <VirtualList
            label={strings.audit.list}
            items={data.items}
            keyOf={({ seq }) => String(seq)}
            rowHeight={76}
            onEnd={more}
            render={(line) => <AuditRow line={line} source={source} />}
          />
        </Sheet>
      )}
      {data.next && <MoreButton more={more} />}
    </>
  );
}

function Nothing({ further }: { further: boolean }) {
  const said = strings.audit;
  return (
    <Empty icon={<IconListSearch size={36} />} title={further ? said.nothing : said.empty}>
      {further ? said.nothingHint : said.emptyHint}
    </Empty>
  );
}
