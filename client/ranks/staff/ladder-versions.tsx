import { Button } from '@mantine/core';
import { useState } from 'react';
import type { LadderVersion } from '../../../shared/ladder-versions.ts';
import { strings } from '../../strings.ts';
import { MoreButton } from '../../ui/more-button.tsx';
import { Surface } from '../../ui/surface.tsx';
import { ChangeList } from './change-list.tsx';
import { changesBetween } from './ladder-changes.ts';
import classes from './ladder-versions.module.css';
import { Recalculated } from './recalculated.tsx';
import { VersionLine } from './version-line.tsx';

const AT_ONCE = 8;

type LadderVersionListProps = { versions: LadderVersion[]; use: (version: LadderVersion) => void };

/** All ladders there were, the latest first. */
export function LadderVersionList({ versions, use }: LadderVersionListProps) {
  const [shown, setShown] = useState(AT_ONCE);
  return (
    <Surface aria-labelledby="ladder-versions">
      <h2 id="ladder-versions" className={classes.title}>
        {strings.ladder.versions}
      </h2>
      <ol className={classes.versions}>
        {versions.slice(0, shown).map((version, at) => (
          <li key={version.version}>
            <VersionLine version={version} />
            {version.by && (
              <p className={classes.counts}>
                <Recalculated recalculation={version.recalculation} />
              </p>
            )}
            <Changes version={version} before={versions[at + 1]} />
            {at > 0 && (
              <Button
                size="compact-sm"
                variant="default"
                mt={8}
                aria-label={strings.ladder.numbersOf(version.version)}
                onClick={() => use(version)}
              >
                {strings.ladder.use}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {shown < versions.length && <MoreButton more={async () => setShown(shown + AT_ONCE)} />}
    </Surface>
  );
}

function Changes({ version, before }: { version: LadderVersion; before: LadderVersion | undefined }) {
  if (!before) return null;
  const changes = changesBetween(before.rungs, version.rungs);
  if (changes.length === 0) return <p className={classes.counts}>{strings.ladder.sameAsBefore}</p>;
  return (
    <details className={classes.changes}>
      <summary>{strings.ladder.whatChanged(changes.length)}</summary>
      <ChangeList changes={changes} />
    </details>
  );
}
