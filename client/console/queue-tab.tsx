import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { Account, Member } from '../../shared/accounts.ts';
import type { ReportKind } from '../../shared/reports.ts';
import { strings } from '../strings.ts';
import type { QueueSource, QueueState } from './queries.ts';
import classes from './queue.module.css';
import { QueueList } from './queue-list.tsx';

type QueueTabProps = {
  source: QueueSource;
  me: Account;
  /** Whether one may act on what someone wrote; by default on everyone's. */
  mayActOn?: (author: Member) => boolean;
};

const KINDS = ['all', 'report', 'held', 'appeal'] as const;

/** What waits for a decision, and what was decided, of a group or of the site. */
export function QueueTab({ source, me, mayActOn = () => true }: QueueTabProps) {
  const [state, setState] = useState<QueueState>('open');
  const [kind, setKind] = useState<ReportKind | 'all'>('all');
  const said = strings.console.queue;
  return (
    <>
      <div className={classes.filters}>
        <SegmentedControl
          size="xs"
          aria-label={said.whichState}
          value={state}
          onChange={(value) => setState(value as QueueState)}
          data={[
            { value: 'open', label: said.open },
            { value: 'resolved', label: said.resolved },
          ]}
        />
        <SegmentedControl
          size="xs"
          aria-label={said.whichKind}
          value={kind}
          onChange={(value) => setKind(value as ReportKind | 'all')}
          data={KINDS.map((each) => ({ value: each, label: said.kinds[each] }))}
        />
      </div>
      <QueueList key={state} source={source} state={state} kind={kind} me={me} mayActOn={mayActOn} />
    </>
  );
}
