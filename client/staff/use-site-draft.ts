import { useState } from 'react';
import type { Limit, Site } from '../../shared/site.ts';
import { useRulesDraft } from '../console/use-rules-draft.ts';

type Own = Pick<Site, 'registration' | 'limits'>;

/** The settings of the site as they are being changed, on top of a version of those in force. */
export function useSiteDraft(latest: Site) {
  const [base, setBase] = useState(latest);
  const [own, setOwn] = useState<Own>(latest);
  const rules = useRulesDraft({ version: latest.version, items: latest.rules, preapprove: 0 });
  const changed = own.registration !== base.registration || !sameLimits(own.limits, base.limits);
  const dirty = changed || rules.dirty;
  const outdated = latest.version > base.version;

  function start(from: Site, with_: Own = from) {
    setBase(from);
    setOwn(with_);
  }

  if (outdated && !dirty) start(latest);

  return {
    base,
    own,
    rules,
    dirty,
    outdated: outdated && dirty,
    setRegistration: (registration: Site['registration']) => setOwn({ ...own, registration }),
    /** Null sets it back to how it comes. */
    setLimit: (name: string, limit: Limit | null) => {
      const { [name]: _before, ...others } = own.limits;
      setOwn({ ...own, limits: limit ? { ...others, [name]: limit } : others });
    },
    discard: () => {
      start(latest);
      rules.discard();
    },
    saved: (now: Site) => {
      start(now);
      rules.saved({ version: now.version, items: now.rules, preapprove: 0 });
    },
    /** Goes on from what is in force now; what was changed here stays changed. */
    takeOver: () => {
      const registration = own.registration === base.registration ? latest.registration : own.registration;
      start(latest, { registration, limits: sameLimits(own.limits, base.limits) ? latest.limits : own.limits });
      rules.takeOver();
    },
  };
}

export type SiteDraft = ReturnType<typeof useSiteDraft>;

function sameLimits(a: Site['limits'], b: Site['limits']): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => a[name]?.points === b[name]?.points && a[name]?.duration === b[name]?.duration);
}
