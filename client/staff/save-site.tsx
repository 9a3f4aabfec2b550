import { useQueryClient } from '@tanstack/react-query';
import { staff } from '../api/staff.ts';
import { ActDialog } from '../moderation/act-dialog.tsx';
import { putInForce } from '../moderation/put-in-force.ts';
import { strings } from '../strings.ts';
import { siteQuery } from './queries.ts';
import type { SiteDraft } from './use-site-draft.ts';

/** Asks why, and puts the settings in force. */
export function SaveSite({ draft, close }: { draft: SiteDraft; close: () => void }) {
  const client = useQueryClient();
  const said = strings.staff;
  const { queryKey } = siteQuery;

  async function save(reason: string): Promise<void> {
    const { base, own, rules } = draft;
    const { registration, limits } = own;
    const now = await staff.changeSite({ version: base.version, registration, limits, rules: rules.items, reason });
    client.setQueryData(queryKey, now);
    draft.saved(now);
  }

  return (
    <ActDialog
      title={said.saveSiteTitle}
      body={said.saveSiteBody}
      action={said.saveSite}
      templates={said.changes}
      confirm={(reason) => putInForce(client, { save: () => save(reason), queryKey, done: said.siteSaved })}
      close={close}
    />
  );
}
