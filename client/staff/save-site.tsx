import { useQueryClient } from '@tanstack/react-query';
import { hasCode } from '../api/problem.ts';
import { staff } from '../api/staff.ts';
import { ActDialog } from '../moderation/act-dialog.tsx';
import { strings } from '../strings.ts';
import { toast } from '../ui/toast.ts';
import { siteQuery } from './queries.ts';
import type { SiteDraft } from './use-site-draft.ts';

/** Asks why, and puts the settings in force. Where someone else was quicker, the page then shows that. */
export function SaveSite({ draft, close }: { draft: SiteDraft; close: () => void }) {
  const client = useQueryClient();
  const said = strings.staff;

  async function save(reason: string) {
    const { base, own, rules } = draft;
    const { registration, limits } = own;
    try {
      const now = await staff.changeSite({ version: base.version, registration, limits, rules: rules.items, reason });
      client.setQueryData(siteQuery.queryKey, now);
      draft.saved(now);
      toast(said.siteSaved);
    } catch (error) {
      if (!hasCode(error, 'settings_changed')) throw error;
      toast(error.message);
      await client.invalidateQueries({ queryKey: siteQuery.queryKey });
    }
  }

  return (
    <ActDialog
      title={said.saveSiteTitle}
      body={said.saveSiteBody}
      action={said.saveSite}
      templates={said.changes}
      confirm={save}
      close={close}
    />
  );
}
