import type { AuditLine } from '../../shared/audit.ts';
import type { AuditSource } from '../api/audit.ts';

/** Where one can look at what a line is about. */
export type About =
  | { to: '/t/$id/{-$number}'; params: { id: string; number: string | undefined } }
  | { to: '/u/$username'; params: { username: string } }
  | { to: '/g/$slug/manage'; params: { slug: string }; search: { tab: 'queue' | 'requests' | 'invitations' | 'rules' } }
  | { to: '/staff/appeals' | '/staff/site' | '/staff/lead-applications' | '/staff/message-reports' | '/staff/ladder' };

/** Null where there is nothing to look at. */
export function aboutOf(line: AuditLine, source: AuditSource): About | null {
  if (line.topicId) {
    return {
      to: '/t/$id/{-$number}',
      params: { id: line.topicId, number: line.number ? String(line.number) : undefined },
    };
  }
  const place = source === 'staff' ? onSite(line) : inGroup(line, source.group);
  if (place) return place;
  return line.subject ? { to: '/u/$username', params: { username: line.subject } } : null;
}

function inGroup({ topic }: AuditLine, slug: string): About | null {
  const tabs = {
    reports: 'queue',
    claims: 'queue',
    requests: 'requests',
    invitations: 'invitations',
    rules: 'rules',
  } as const;
  const tab = topic in tabs ? tabs[topic as keyof typeof tabs] : null;
  return tab && { to: '/g/$slug/manage', params: { slug }, search: { tab } };
}

function onSite({ topic }: AuditLine): About | null {
  switch (topic) {
    case 'reports':
    case 'claims':
      return { to: '/staff/appeals' };
    case 'rules':
      return { to: '/staff/site' };
    case 'applications':
      return { to: '/staff/lead-applications' };
    case 'messages':
      return { to: '/staff/message-reports' };
    case 'ranks':
      return { to: '/staff/ladder' };
    default:
      return null;
  }
}
