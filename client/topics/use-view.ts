import { useEffect } from 'react';
import type { Account } from '../../shared/accounts.ts';
import type { Topic } from '../../shared/topics.ts';
import { topics } from '../api/endpoints.ts';
import { ViewReports } from './view-reports.ts';

const reports = new ViewReports({
  tell: topics.view,
  // Of several windows side by side one has the focus.
  isLookedAt: () => document.visibilityState === 'visible' && document.hasFocus(),
  onChange(listener) {
    document.addEventListener('visibilitychange', listener);
    window.addEventListener('focus', listener);
    window.addEventListener('blur', listener);
    return () => {
      document.removeEventListener('visibilitychange', listener);
      window.removeEventListener('focus', listener);
      window.removeEventListener('blur', listener);
    };
  },
  after(seconds, then) {
    const timer = setTimeout(then, seconds * 1_000);
    return () => clearTimeout(timer);
  },
});

/** Has a topic count as viewed once it was looked at for a while. One's own does not count. */
export function useView({ id, author }: Topic, me: Account): void {
  const own = author.id === me.id;
  useEffect(() => (own ? undefined : reports.report(me.id, id)), [own, me.id, id]);
}
