import { Button } from '@mantine/core';
import { useRef } from 'react';
import { strings } from '../../strings.ts';
import { Surface } from '../../ui/surface.tsx';
import { METRIC_ORDER } from '../metrics.ts';
import { addAbove, faultsOf, putBack, remove } from './ladder-draft.ts';
import classes from './ladder-editor.module.css';
import { RemovedRung } from './removed-rung.tsx';
import { RungRow } from './rung-row.tsx';
import type { LadderEditing } from './use-ladder-draft.ts';
import type { Preview } from './use-preview.ts';

const FEWEST = 2;
const MOST = 20;

type LadderEditorProps = {
  editing: LadderEditing;
  preview: Preview;
  discard: () => void;
  /** Another ladder came in between: that has to be settled first. */
  blocked: boolean;
};

/** The ladder as a table whose numbers and titles can be changed; on a phone each rank is a card. */
export function LadderEditor({ editing, preview, discard, blocked }: LadderEditorProps) {
  const { draft, base, changes, edit } = editing;
  const faults = { ...preview.faults, ...faultsOf(draft) };
  const wrong = Object.keys(faults).length;
  const focused = useRef<string | null>(null);
  const count = draft.rungs.length;

  function add(id: string) {
    const added = addAbove(draft, id);
    focused.current = added.rungs.find((rung) => !draft.rungs.includes(rung))?.id ?? null;
    edit(added);
  }

  /** What has the focus goes with the rank: it is found again where that is put back, or at the rank before. */
  function drop(id: string) {
    const at = draft.rungs.findIndex((rung) => rung.id === id);
    focused.current = base.rungs.some(({ key }) => key === id) ? id : (draft.rungs[at - 1]?.id ?? null);
    edit(remove(draft, id));
  }

  function restore(key: string) {
    focused.current = key;
    edit(putBack(draft, base.rungs, key));
  }

  return (
    <Surface aria-labelledby="ladder-editor" className={classes.editor}>
      <h2 id="ladder-editor" tabIndex={-1} className={classes.title}>
        {strings.ladder.editor}
      </h2>
      <p className={classes.hint}>{strings.ladder.editorHint}</p>
      <div className={classes.head} aria-hidden="true">
        <span>{strings.ladder.rank}</span>
        {METRIC_ORDER.map((metric) => (
          <span key={metric}>{strings.ladder.inShort(metric)}</span>
        ))}
      </div>
      <ol className={classes.rungs} aria-label={strings.ladder.editor}>
        {draft.rungs.map((rung, at) => (
          <RungRow
            key={rung.id}
            rung={rung}
            at={at}
            before={base.rungs.find(({ key }) => key === rung.key)}
            faults={faults}
            focused={focused}
            change={(changed) => edit(changed(draft))}
            add={count < MOST ? () => add(rung.id) : undefined}
            drop={at > 0 && count > FEWEST ? () => drop(rung.id) : undefined}
          />
        ))}
      </ol>
      {base.rungs
        .filter(({ key }) => !draft.rungs.some((rung) => rung.key === key))
        .map((rung) => (
          <RemovedRung key={rung.key} rung={rung} focused={focused} restore={() => restore(rung.key)} />
        ))}
      <div className={classes.foot}>
        <span role="status" className={classes.state} data-wrong={wrong > 0 || blocked || undefined}>
          {stateOf(wrong, blocked, changes.length)}
        </span>
        <Button variant="default" disabled={changes.length === 0} onClick={discard}>
          {strings.ladder.discard}
        </Button>
        <Button disabled={changes.length === 0 || wrong > 0 || blocked} loading={preview.busy} onClick={preview.ask}>
          {strings.ladder.preview}
        </Button>
      </div>
    </Surface>
  );
}

function stateOf(wrong: number, blocked: boolean, changes: number): string {
  if (blocked) return strings.ladder.blocked;
  if (wrong > 0) return strings.ladder.faults(wrong);
  return changes > 0 ? strings.ladder.changed(changes) : strings.ladder.unchanged;
}
