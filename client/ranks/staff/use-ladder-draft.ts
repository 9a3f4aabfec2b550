import { useMemo, useState } from 'react';
import type { LadderVersion } from '../../../shared/ladder-versions.ts';
import { readLocal, writeLocal } from '../../topics/local.ts';
import { changesBetween, type LadderChange } from './ladder-changes.ts';
import { type Draft, draftOf, rungsOf } from './ladder-draft.ts';

const KEPT = 'draft.ladder';

export type LadderEditing = {
  draft: Draft;
  /** What the draft goes on from, which need not be in force any more. */
  base: LadderVersion;
  changes: LadderChange[];
  edit: (draft: Draft) => void;
  /** Back to the ladder in force. */
  discard: () => void;
};

/** What is being made of the ladder; it survives reloads. As long as nothing was changed it is the ladder in force. */
export function useLadderDraft(versions: LadderVersion[]): LadderEditing {
  const latest = versions[0]!;
  const [edited, setEdited] = useState(() => readLocal(KEPT) as Draft | null);
  const editing = useMemo(() => currentOf(edited, versions), [edited, versions]);

  function edit(draft: Draft) {
    setEdited(draft);
    const base = versionOf(versions, draft.basedOn);
    writeLocal(KEPT, base && changesBetween(base.rungs, rungsOf(draft)).length > 0 ? draft : null);
  }

  return { ...editing, edit, discard: () => edit(draftOf(latest.version, latest.rungs)) };
}

function currentOf(edited: Draft | null, versions: LadderVersion[]): Pick<LadderEditing, 'draft' | 'base' | 'changes'> {
  const latest = versions[0]!;
  const base = edited && versionOf(versions, edited.basedOn);
  const changes = base ? changesBetween(base.rungs, rungsOf(edited)) : [];
  if (base && (changes.length > 0 || base === latest)) return { draft: edited, base, changes };
  return { draft: draftOf(latest.version, latest.rungs), base: latest, changes: [] };
}

const versionOf = (versions: LadderVersion[], version: number) => versions.find((each) => each.version === version);
