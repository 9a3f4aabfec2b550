import { useQueryClient } from '@tanstack/react-query';
import type { Rules, RulesChange } from '../../shared/rules.ts';
import { rules } from '../api/console.ts';
import { ActDialog } from '../moderation/act-dialog.tsx';
import { putInForce } from '../moderation/put-in-force.ts';
import { strings } from '../strings.ts';
import { rulesQuery } from './queries.ts';

type SaveRulesProps = {
  slug: string;
  change: Omit<RulesChange, 'reason'>;
  saved: (rules: Rules) => void;
  close: () => void;
};

/** Asks why, and puts the rules in force. */
export function SaveRules({ slug, change, saved, close }: SaveRulesProps) {
  const client = useQueryClient();
  const said = strings.console.rules;
  const put = (reason: string) => {
    const save = async () => saved(await rules.change(slug, { ...change, reason }));
    return putInForce(client, { save, queryKey: rulesQuery(slug).queryKey, done: said.saved });
  };
  return (
    <ActDialog
      title={said.saveTitle}
      body={said.saveBody}
      action={said.save}
      templates={said.templates}
      confirm={put}
      close={close}
    />
  );
}
