import { useMutation } from '@tanstack/react-query';
import type { Rule, RulesPreview } from '../../shared/rules.ts';

export type DryRun = {
  result: RulesPreview | null;
  /** The rules that were tried, in the order of the counts. */
  tried: Rule[];
  /** It is of the rules as they are now. */
  current: boolean;
  busy: boolean;
  error: Error | null;
  ask: () => void;
};

/** Tries rules on what was posted before they are in force. */
export function useDryRun(rules: Rule[], preview: (rules: Rule[]) => Promise<RulesPreview>): DryRun {
  const { data, variables, error, isPending, mutate } = useMutation({ mutationFn: preview });
  return {
    result: data ?? null,
    tried: variables ?? [],
    current: JSON.stringify(rules) === JSON.stringify(variables),
    busy: isPending,
    error,
    ask: () => mutate(rules),
  };
}
