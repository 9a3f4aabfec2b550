import { useEffect, useMemo } from 'react';
import type { DraftPlace } from '../../shared/drafts.ts';
import { useStore } from '../ui/store.ts';
import { type DraftText, keepMine, takeNewer } from './draft-state.ts';
import { handOn, refresh, save, settle, write } from './saving.ts';
import { draftAt, keep } from './shelf.ts';

export type KeptDraft = ReturnType<typeof useKeptDraft>;

/**
 * A text that is there after a reload, on every device, and without the server, too, until it has been sent.
 * Call `handOn` when what it becomes is kept elsewhere, and `settle` when the server has confirmed that.
 */
export function useKeptDraft(place: DraftPlace) {
  const { title, body, newer } = useStore(draftAt(place));
  useEffect(() => {
    void refresh(place);
    const seen = () => {
      if (!document.hidden) void refresh(place);
    };
    document.addEventListener('visibilitychange', seen);
    return () => {
      document.removeEventListener('visibilitychange', seen);
      void save(place);
    };
  }, [place]);
  const acts = useMemo(
    () => ({
      write: (change: Partial<DraftText>) => write(place, change),
      handOn: () => handOn(place),
      settle: () => settle(place),
      takeNewer: () => keep(place, takeNewer(draftAt(place).get())),
      keepMine: () => {
        keep(place, keepMine(draftAt(place).get()));
        void save(place);
      },
    }),
    [place],
  );
  return { title, body, newer, ...acts };
}
