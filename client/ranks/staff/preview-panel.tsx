import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { strings } from '../../strings.ts';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { Surface } from '../../ui/surface.tsx';
import { problemText } from '../../ui/toast.ts';
import { rungsOf } from './ladder-draft.ts';
import { Moves } from './moves.tsx';
import { PreviewCounts } from './preview-counts.tsx';
import classes from './preview-panel.module.css';
import { PutInForce } from './put-in-force.tsx';
import type { LadderEditing } from './use-ladder-draft.ts';
import type { Preview } from './use-preview.ts';

type PreviewPanelProps = { preview: Preview; editing: LadderEditing; done: () => void };

/** Who would move by what is in the editor. Only with an up-to-date look at that the ladder can be put in force. */
export function PreviewPanel({ preview, editing, done }: PreviewPanelProps) {
  const { result, current, busy, error, faults } = preview;
  const [putting, setPutting] = useState(false);
  const rungs = rungsOf(editing.draft);
  const titles = new Map([...editing.base.rungs, ...rungs].map(({ key, title }) => [key, title]));
  if (!result && !busy && (!error || Object.keys(faults).length > 0)) return null;
  return (
    <Surface aria-labelledby="ladder-preview" aria-busy={busy}>
      <h2 id="ladder-preview" className={classes.title}>
        {strings.ladder.previewTitle}
      </h2>
      <div role="status">
        {busy && <RowsSkeleton rows={2} height={70} />}
        {error && <Alert color="brick">{problemText(error)}</Alert>}
        {result && !current && (
          <Alert color="brass" mb="md" icon={<IconAlertTriangle size={18} />}>
            {strings.ladder.outdated}
          </Alert>
        )}
      </div>
      {result && (
        <div data-outdated={!current || undefined} className={classes.result}>
          <PreviewCounts result={result} />
          <Moves moves={result.moves} titleOf={(key) => titles.get(key) ?? key} />
        </div>
      )}
      {result && (
        <div className={classes.foot}>
          <span className={classes.silent}>{strings.ladder.silent}</span>
          <Button disabled={!current} onClick={() => setPutting(true)}>
            {strings.ladder.putInForce}
          </Button>
        </div>
      )}
      {result && (
        <PutInForce
          opened={putting}
          close={() => setPutting(false)}
          preview={result}
          draft={editing.draft}
          done={done}
        />
      )}
    </Surface>
  );
}
