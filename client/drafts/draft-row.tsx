import { ActionIcon } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import type { DraftLine } from '../../shared/drafts.ts';
import { strings } from '../strings.ts';
import { Ago } from '../ui/ago.tsx';
import { toast, toastProblem } from '../ui/toast.ts';
import { toastUndo } from '../ui/undo.tsx';
import { bringBack, discardDraft } from './discarding.ts';
import classes from './draft-row.module.css';
import { DraftPlaceLine } from './place-line.tsx';
import { draftsQuery } from './queries.ts';

/** A draft in the list: where it belongs, how it begins, when it was last written on. */
export function DraftRow({ line }: { line: DraftLine }) {
  const discard = useDiscard(line);
  return (
    <div className={classes.row}>
      <div className={classes.text}>
        <DraftPlaceLine place={line.place} />
        <p className={classes.beginning} dir="auto">
          {[line.title, line.beginning].filter(Boolean).join(' · ')}
        </p>
        <span className={classes.dim}>
          <Ago at={line.updatedAt} />
        </span>
      </div>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={strings.drafts.discard}
        title={strings.drafts.discard}
        onClick={discard}
      >
        <IconTrash size={18} />
      </ActionIcon>
    </div>
  );
}

/** Throws the draft away, with a while to think better of it. */
function useDiscard({ place }: DraftLine): () => Promise<void> {
  const client = useQueryClient();
  const again = () => client.invalidateQueries(draftsQuery);
  return async () => {
    try {
      const text = await discardDraft(place);
      await again();
      if (!text) return;
      toastUndo(strings.drafts.discarded, async () => {
        await bringBack(place, text);
        await again();
        toast(strings.drafts.restored);
      });
    } catch (error) {
      toastProblem(error);
    }
  };
}
