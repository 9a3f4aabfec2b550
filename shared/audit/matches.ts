import type { AuditFilters, AuditLine } from '../audit.ts';

/** Whether a line is among those an audit log is narrowed to. Who looks at what is there only for those who ask for it. */
export function matches(line: AuditLine, { topic, kind, by, subject, from, to }: AuditFilters): boolean {
  const at = Date.parse(line.at);
  return (
    (topic ? line.topic === topic : line.topic !== 'claims') &&
    (!kind || line.kind === kind) &&
    (!by || isSame(line.by.username, by)) &&
    (!subject || (line.subject !== null && isSame(line.subject, subject))) &&
    (!from || at >= Date.parse(from)) &&
    (!to || at <= Date.parse(to))
  );
}

const isSame = (username: string, asked: string): boolean => username.toLowerCase() === asked.trim().toLowerCase();
