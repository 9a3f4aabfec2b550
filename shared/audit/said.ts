import type { AuditLine } from '../audit.ts';

/** What an event's line says beside what stands on every event. */
export type Said = Pick<AuditLine, 'topic' | 'summary'> &
  Partial<Pick<AuditLine, 'kind' | 'subject' | 'reason' | 'actId' | 'topicId' | 'number' | 'reportId'>>;
