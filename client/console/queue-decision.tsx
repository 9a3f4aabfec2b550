import { Button, Group as Row } from '@mantine/core';
import { useState } from 'react';
import type { Account, Member } from '../../shared/accounts.ts';
import type { Report } from '../../shared/reports.ts';
import { reports } from '../api/console.ts';
import { offerUndo } from '../moderation/acting.ts';
import { ReasonChoice } from '../moderation/reason-choice.tsx';
import { strings } from '../strings.ts';
import { toast, toastProblem } from '../ui/toast.ts';
import { AuthorOptions } from './author-options.tsx';
import { choicesFor, type Decision, reasonFor, templatesFor } from './decisions.ts';
import classes from './queue.module.css';
import { tellRefused } from './refused.ts';
import type { useClaims } from './use-claims.ts';

type QueueDecisionProps = {
  report: Report;
  me: Account;
  mayActOn: (author: Member) => boolean;
  /** Someone else looks at it. */
  locked: boolean;
  decided: () => void;
  claims: ReturnType<typeof useClaims>;
};

/** The ways to decide it: a click on one, and one more on its reason's button. */
export function QueueDecision({ report, me, mayActOn, locked, decided, claims }: QueueDecisionProps) {
  const [chosen, setChosen] = useState<Decision | null>(null);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const said = strings.console.queue;
  const author = report.post?.author ?? null;
  const above = author !== null && mayActOn(author);

  if (report.act?.by.id === me.id) return <p className={classes.dim}>{said.notYours}</p>;

  async function decide(resolution: Decision, why: string) {
    setBusy(true);
    try {
      const { acts } = await reports.change(report.id, { resolution, reason: why });
      if (acts[0]) offerUndo(said.done[resolution], acts[0].id);
      else toast(said.done[resolution]);
      decided();
    } catch (error) {
      try {
        tellRefused(error);
      } catch (other) {
        toastProblem(other);
      }
    } finally {
      setBusy(false);
    }
  }

  function choose(decision: Decision) {
    setChosen(decision);
    setReason(reasonFor(decision, report));
  }

  return (
    <div className={classes.decision}>
      <Row gap="xs">
        {choicesFor(report, above).map((decision) => (
          <Button
            key={decision}
            size="xs"
            color={isHarsh(decision) ? 'brick' : undefined}
            variant={chosen === decision ? 'filled' : 'default'}
            disabled={locked || busy}
            aria-expanded={chosen === decision}
            onClick={() => choose(decision)}
          >
            {said.decide[decision]}
          </Button>
        ))}
        {!locked && !report.claimed && (
          <Button size="xs" variant="subtle" onClick={() => claims.claim(report)}>
            {said.claim}
          </Button>
        )}
        {author && above && report.group && (
          <AuthorOptions slug={report.group.slug} author={author} disabled={locked} />
        )}
      </Row>
      {chosen && (
        <form
          className={classes.reasons}
          onSubmit={(event) => {
            event.preventDefault();
            void decide(chosen, reason.trim());
          }}
        >
          <ReasonChoice
            templates={templatesFor(chosen)}
            reason={reason}
            setReason={setReason}
            hint={said.reasonHint[chosen]}
          />
          <Row gap="xs" mt="sm" justify="flex-end">
            <Button size="xs" variant="default" onClick={() => setChosen(null)}>
              {strings.common.cancel}
            </Button>
            <Button
              type="submit"
              size="xs"
              color={isHarsh(chosen) ? 'brick' : undefined}
              loading={busy}
              disabled={locked || !reason.trim()}
            >
              {said.confirm[chosen]}
            </Button>
          </Row>
        </form>
      )}
    </div>
  );
}

const isHarsh = (decision: Decision): boolean => decision === 'removed' || decision === 'refused';
