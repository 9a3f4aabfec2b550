import type { AuditFilters, AuditTopic } from '../../shared/audit.ts';

/** What the fields say; all are empty where nothing is narrowed. Days are those of the reader's clock. */
export type AuditFields = {
  topic: AuditTopic | '';
  kind: string;
  by: string;
  subject: string;
  from: string;
  to: string;
};

export const NOTHING: AuditFields = { topic: '', kind: '', by: '', subject: '', from: '', to: '' };

/** Whose lines name an act. */
const WITH_KIND: string[] = ['', 'acts', 'requests', 'rules'];

export const hasKinds = (topic: string): boolean => WITH_KIND.includes(topic);

/** What the server is asked for. */
export function filtersOf({ topic, kind, by, subject, from, to }: AuditFields): AuditFilters {
  return {
    ...(topic && { topic }),
    ...(kind && hasKinds(topic) && { kind }),
    ...(name(by) && { by: name(by) }),
    ...(name(subject) && { subject: name(subject) }),
    ...(from && { from: new Date(`${from}T00:00:00`).toISOString() }),
    ...(to && { to: new Date(`${to}T23:59:59.999`).toISOString() }),
  };
}

const name = (typed: string): string => typed.trim().replace(/^@/, '');
