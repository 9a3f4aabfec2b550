import { Button } from '@mantine/core';
import { IconDownload, IconExternalLink } from '@tabler/icons-react';
import type { Answer, Application, EvidenceFile } from '../../shared/partners/applications.ts';
import type { Step } from '../../shared/partners/process.ts';
import { partnerConsole } from '../api/partner-console.ts';
import { useAct } from '../joining/use-act.ts';
import { strings } from '../strings.ts';
import { StateBadge } from '../ui/state-badge.tsx';
import { Surface } from '../ui/surface.tsx';
import classes from './manage-application.module.css';
import { MarkControl } from './manage-mark.tsx';

const said = strings.partnerConsole.applications;

type AnswerViewProps = {
  step: Step;
  answer: Answer | null;
  application: Application;
  /** The process no longer has the step. */
  gone: boolean;
};

/** A step, what an applicant shows for it, and whether it is met. */
export function AnswerView({ step, answer, application, gone }: AnswerViewProps) {
  const { id, kind, title, required } = step;
  return (
    <Surface aria-labelledby={`step-${id}`}>
      <div className={classes.step}>
        <span className={classes.kind}>{strings.partners.kind(kind)}</span>
        {gone && <StateBadge>{said.gone}</StateBadge>}
        {!gone && !required && <StateBadge>{said.optional}</StateBadge>}
      </div>
      <h2 id={`step-${id}`} className={classes.title} dir="auto">
        {title}
      </h2>
      <Evidence step={step} answer={answer} />
      {!gone && <MarkControl step={step} application={application} />}
    </Surface>
  );
}

function Evidence({ step: { kind, details }, answer }: { step: Step; answer: Answer | null }) {
  const { text = '', links = [], files = [] } = answer ?? {};
  // Reviews are held by the managers themselves: nothing is handed in for one.
  if (kind === 'review') return <p className={classes.text}>{details}</p>;
  if (!text && links.length + files.length === 0) return <p className={classes.dim}>{said.unanswered}</p>;
  return (
    <>
      {text && (
        <p className={classes.text} dir="auto">
          {text}
        </p>
      )}
      {links.length + files.length > 0 && (
        <ul className={classes.evidence}>
          {links.map((link) => (
            <li key={link.url + link.title}>
              <EvidenceLink {...link} />
            </li>
          ))}
          {files.map((file) => (
            <li key={file.id}>
              <EvidenceDownload file={file} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** What a link is called says its writer: where it leads is shown beside it. */
function EvidenceLink({ title, url }: { title: string; url: string }) {
  return (
    <a className={classes.link} href={url} target="_blank" rel="noopener noreferrer nofollow">
      <IconExternalLink size={16} aria-hidden="true" />
      <span>
        <bdi>{title}</bdi> <bdi className={classes.dim}>{url}</bdi>
      </span>
    </a>
  );
}

function EvidenceDownload({ file: { id, name, size } }: { file: EvidenceFile }) {
  const { act, busy } = useAct();
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={busy}
      leftSection={<IconDownload size={15} />}
      aria-label={said.download(name)}
      onClick={() => act(() => partnerConsole.saveEvidence(id))}
      className={classes.file}
    >
      <bdi>{name}</bdi>&nbsp;<span className={classes.dim}>{said.size(size)}</span>
    </Button>
  );
}
