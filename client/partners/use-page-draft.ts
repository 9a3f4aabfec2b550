import { useState } from 'react';
import type { PartnerChanges, PartnerSettings } from '../../shared/partners/partners.ts';

/** What a partner's page says and how it features its experts. */
export type PageDraft = Required<Omit<PartnerChanges, 'archived'>>;

/** A partner's page as it is being written. What was not changed here follows what others do. */
export function usePageDraft(settings: PartnerSettings) {
  const latest = pageOf(settings);
  const [seen, setSeen] = useState(latest);
  const [base, setBase] = useState(latest);
  const [draft, setDraft] = useState(latest);
  const changes = changesBetween(base, draft);
  const dirty = Object.keys(changes).length > 0;

  // Not what it is based on: what was just saved here may be heard of a moment later.
  if (Object.keys(changesBetween(seen, latest)).length > 0) {
    setSeen(latest);
    setBase(latest);
    setDraft({ ...latest, ...changes });
  }

  return {
    draft,
    changes,
    dirty,
    set: (changed: Partial<PageDraft>) => setDraft({ ...draft, ...changed }),
    discard: () => setDraft(base),
    saved: (now: PartnerSettings) => {
      setBase(pageOf(now));
      setDraft(pageOf(now));
    },
  };
}

function pageOf({ partner, groups, featured, hours }: PartnerSettings): PageDraft {
  const { name, tagline, about, website, colour } = partner;
  return { name, tagline, about, website, colour, groups: groups.map(({ slug }) => slug), featured, hours };
}

/** What is another in the second. */
function changesBetween(one: PageDraft, other: PageDraft): PartnerChanges {
  const names = Object.keys(one) as (keyof PageDraft)[];
  const changed = names.filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]));
  return Object.fromEntries(changed.map((name) => [name, other[name]]));
}
