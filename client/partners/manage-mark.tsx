import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { Application } from '../../shared/partners/applications.ts';
import type { Mark, Step } from '../../shared/partners/process.ts';
import { partnerConsole } from '../api/partner-console.ts';
import { useAct } from '../joining/use-act.ts';
import { strings } from '../strings.ts';
import { onDay } from '../ui/dates.ts';
import classes from './manage-application.module.css';
import { tellQuicker } from './manage-quicker.ts';

type Said = 'none' | 'met' | 'not';

const MET: Record<Said, boolean | null> = { none: null, met: true, not: false };
const said = strings.partnerConsole.applications;

/** Says whether an applicant meets a step, with one click. Experts are judged by it, too. */
export function MarkControl({ step: { id, title }, application }: { step: Step; application: Application }) {
  const { act, busy } = useAct();
  const [asked, setAsked] = useState<Said | null>(null);
  const mark = application.marks.find(({ step }) => step === id);

  async function say(value: Said) {
    setAsked(value);
    await act(() => partnerConsole.mark(application.id, id, MET[value]).catch(tellQuicker));
    setAsked(null);
  }

  return (
    <div className={classes.mark}>
      <SegmentedControl
        size="xs"
        aria-label={said.mark(title)}
        disabled={busy || application.state === 'withdrawn'}
        value={asked ?? sayingOf(mark)}
        onChange={(value) => say(value as Said)}
        data={(Object.keys(MET) as Said[]).map((value) => ({ value, label: said.marks[value] }))}
      />
      {mark?.until && <span className={classes.dim}>{said.goodUntil(onDay(mark.until))}</span>}
    </div>
  );
}

function sayingOf(mark: Mark | undefined): Said {
  if (!mark) return 'none';
  return mark.met ? 'met' : 'not';
}
