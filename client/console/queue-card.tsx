import { IconChevronDown, IconEye } from '@tabler/icons-react';
import { useId, useRef } from 'react';
import type { Account, Member } from '../../shared/accounts.ts';
import type { Report } from '../../shared/reports.ts';
import { strings } from '../strings.ts';
import { Ago } from '../ui/ago.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { outcomeOf } from './outcome.ts';
import classes from './queue.module.css';
import { QueueDecision } from './queue-decision.tsx';
import { QueueSubject } from './queue-subject.tsx';
import type { useClaims } from './use-claims.ts';

type QueueCardProps = {
  report: Report;
  me: Account;
  mayActOn: (author: Member) => boolean;
  open: boolean;
  claims: ReturnType<typeof useClaims>;
};

/** One thing that waits. Opening it claims it; who has it decides it. */
export function QueueCard({ report, me, mayActOn, open, claims }: QueueCardProps) {
  const { kind, state, claimed, createdAt } = report;
  const id = useId();
  const card = useRef<HTMLElement>(null);
  const said = strings.console.queue;
  const others = claimed && claimed.by.id !== me.id ? claimed.by : null;
  const expanded = open || state === 'resolved';

  function decided() {
    const next = card.current?.closest('li')?.nextElementSibling?.querySelector<HTMLElement>('[data-toggle]');
    claims.done();
    (next ?? card.current)?.focus();
  }

  return (
    <article
      ref={card}
      tabIndex={-1}
      className={classes.card}
      data-open={open || undefined}
      aria-labelledby={`${id}-h`}
    >
      <div className={classes.head}>
        <StateBadge tone={state === 'open' ? TONES[kind] : undefined}>{said.kind[kind]}</StateBadge>
        <span className={classes.dim}>
          <Ago at={createdAt} />
        </span>
        {claimed && state === 'open' && (
          <span className={classes.claimed} data-mine={!others || undefined}>
            <IconEye size={15} aria-hidden="true" />
            {others ? said.claimedBy(others.displayName) : said.claimedByYou}
          </span>
        )}
      </div>
      {state === 'open' ? (
        <button
          type="button"
          id={`${id}-h`}
          data-toggle
          className={classes.toggle}
          aria-expanded={open}
          aria-controls={`${id}-b`}
          onClick={() => (open ? claims.close() : claims.claim(report))}
        >
          <Summary report={report} />
          <IconChevronDown size={18} className={classes.chevron} aria-hidden="true" />
        </button>
      ) : (
        <div id={`${id}-h`} className={classes.summary}>
          <Summary report={report} />
        </div>
      )}
      <div id={`${id}-b`}>
        {expanded && <QueueSubject report={report} />}
        {open && (
          <QueueDecision
            report={report}
            me={me}
            mayActOn={mayActOn}
            locked={others !== null}
            decided={decided}
            claims={claims}
          />
        )}
      </div>
      <div role="status">{state === 'resolved' && <Outcome report={report} me={me.id} />}</div>
    </article>
  );
}

const TONES = { report: 'bad', held: 'waiting', appeal: 'good' } as const;

/** What it is, in a line or two. */
function Summary({ report: { kind, post, act, entries, message } }: { report: Report }) {
  const said = strings.console.queue;
  const who = (kind === 'appeal' ? act?.subject : null) ?? post?.author;
  return (
    <span className={classes.lines}>
      <b dir="auto">{said.summary(kind, who?.displayName ?? '', post?.title ?? act?.topic?.title ?? '')}</b>
      <span className={classes.excerpt} dir="auto">
        {kind === 'appeal' ? message : post?.body}
      </span>
      {kind === 'report' && <span className={classes.dim}>{said.reporters(entries)}</span>}
    </span>
  );
}

function Outcome({ report, me }: { report: Report; me: string }) {
  return (
    <p className={classes.outcome}>
      <b>{outcomeOf(report, me)}</b>
      {report.reason && (
        <>
          {': '}
          <bdi>{report.reason}</bdi>
        </>
      )}
      {report.resolvedAt && (
        <span className={classes.dim}>
          {' '}
          <Ago at={report.resolvedAt} />
        </span>
      )}
    </p>
  );
}
