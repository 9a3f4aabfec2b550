import { AuditLog } from '../audit/audit-log.tsx';
import { strings } from '../strings.ts';
import { StaffPage } from './staff-page.tsx';

/** What staff did and were told. */
export function AuditPage() {
  return (
    <StaffPage tab="audit" lead={strings.audit.lead}>
      <AuditLog source="staff" />
    </StaffPage>
  );
}
