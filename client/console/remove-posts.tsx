import { ActDialog } from '../moderation/act-dialog.tsx';
import { perform } from '../moderation/acting.ts';
import { strings } from '../strings.ts';

/** Takes one post away, or several together. */
export function RemovePosts({ slug, ids, close }: { slug: string; ids: string[]; close: () => void }) {
  const said = strings.console.removePosts;
  return (
    <ActDialog
      title={said.title(ids.length)}
      body={said.body}
      action={said.action}
      danger
      templates={strings.acts.conduct}
      confirm={(reason) => perform(slug, { kind: 'remove-posts', postIds: ids, reason }, said.done(ids.length))}
      close={close}
    />
  );
}
