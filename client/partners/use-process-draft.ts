import { useRef, useState } from 'react';
import type { Process } from '../../shared/partners/process.ts';
import { type DraftStep, draftOf, isSound, newStep, stepsOf } from './process-draft.ts';

/** A process as it is being written, on top of the one in force. What was not changed here follows that one. */
export function useProcessDraft(latest: Process) {
  const [base, setBase] = useState(latest);
  const [draft, setDraft] = useState(() => draftOf(latest));
  const added = useRef(0);
  const dirty = draft.jss !== base.jss || JSON.stringify(draft.steps) !== JSON.stringify(draftOf(base).steps);
  const outdated = latest.version > base.version;

  function start(from: Process) {
    setBase(from);
    setDraft(draftOf(from));
  }

  if (outdated && !dirty) start(latest);

  return {
    draft,
    version: base.version,
    dirty,
    outdated: outdated && dirty,
    sound: isSound(draft),
    setJss: (jss: number) => setDraft({ ...draft, jss }),
    setSteps: (steps: DraftStep[]) => setDraft({ ...draft, steps }),
    add: () => {
      added.current += 1;
      setDraft({ ...draft, steps: [...draft.steps, newStep(`new ${added.current}`)] });
    },
    toSend: () => ({ basedOn: base.version, jss: draft.jss, steps: stepsOf(draft) }),
    discard: () => start(latest),
    saved: (now: Process) => start(now),
    /** What is written here takes the place of what is in force now. */
    takeOver: () => setBase(latest),
  };
}

export type ProcessEditing = ReturnType<typeof useProcessDraft>;
