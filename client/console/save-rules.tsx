import { useQueryClient } from '@tanstack/react-query';
import type { Rules, RulesChange } from '../../shared/rules.ts';
import { rules } from '../api/console.ts';
import { hasCode } from '../api/problem.ts';
import { ActDialog } from '../moderation/act-dialog.tsx';
import { strings } from '../strings.ts';
import { toast } from '../ui/toast.ts';
import { rulesQuery } from './queries.ts';

type SaveRulesProps = {
  slug: string;
  change: Omit<RulesChange, 'reason'>;
  saved: (rules: Rules) => void;
  close: () => void;
};

/** Asks why, and puts the rules in force. Where someone else was quicker, the page then shows what they changed. */
export function SaveRules({ slug, change, saved, close }: SaveRulesProps) {
  const client = useQueryClient();
  const said = strings.console.rules;

  async function save(reason: string) {
    try {
      saved(await rules.change(slug, { ...change, reason }));
      toast(said.saved);
    } catch (error) {
      if (!hasCode(error, 'settings_changed')) throw error;
      toast(error.message, strings.joining.decidedAlready);
      await client.invalidateQueries({ queryKey: rulesQuery(slug).queryKey });
    }
  }

  return (
    <ActDialog
      title={said.saveTitle}
      body={said.saveBody}
      action={said.save}
      templates={said.templates}
      confirm={save}
      close={close}
    />
  );
}
