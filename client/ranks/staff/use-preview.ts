import { useMutation } from '@tanstack/react-query';
import type { Rung } from '../../../shared/ladder.ts';
import type { LadderPreview } from '../../../shared/ladder-versions.ts';
import { ladders } from '../../api/ladder.ts';
import { ApiProblem } from '../../api/problem.ts';
import { type Draft, type Faults, rungsOf } from './ladder-draft.ts';

export type Preview = {
  result: LadderPreview | undefined;
  /** It is of what the editor holds now, beside the ladder in force. */
  current: boolean;
  busy: boolean;
  error: Error | null;
  /** Which of the fields, as they are now, the server refused. */
  faults: Faults;
  ask: () => void;
  clear: () => void;
};

/** Who would move by a draft. @param latest the version in force */
export function usePreview(draft: Draft, latest: number): Preview {
  const { data, variables, error, isPending, mutate, reset } = useMutation({
    mutationFn: (rungs: Rung[]) => ladders.preview({ rungs }),
  });
  const rungs = rungsOf(draft);
  const same = JSON.stringify(rungs) === JSON.stringify(variables);
  return {
    result: data,
    current: same && data?.basedOn === latest && draft.basedOn === latest,
    busy: isPending,
    error,
    faults: same ? refusedIn(error) : {},
    ask: () => mutate(rungs),
    clear: reset,
  };
}

function refusedIn(error: Error | null): Faults {
  const errors = error instanceof ApiProblem ? error.errors : [];
  return Object.fromEntries(errors.map(({ path, message }) => [path.replace(/^rungs\./, ''), message]));
}
