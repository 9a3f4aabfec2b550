import { Button } from '@mantine/core';
import { IconDownload, IconExternalLink } from '@tabler/icons-react';
import type { Answer, EvidenceFile } from '../../shared/partners/applications.ts';
import { dealings } from '../api/dealings.ts';
import { useAct } from '../joining/use-act.ts';
import { strings } from '../strings.ts';
import classes from './evidence.module.css';

const said = strings.partnerDealings.evidence;

/** What an applicant shows for a step: what they say, where it can be seen, and files to keep. */
export function Evidence({ answer: { text, links, files } }: { answer: Answer }) {
  return (
    <>
      {text && (
        <p className={classes.text} dir="auto">
          {text}
        </p>
      )}
      {links.length + files.length > 0 && (
        <ul className={classes.things}>
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

export function EvidenceDownload({ file: { id, name, size } }: { file: EvidenceFile }) {
  const { act, busy } = useAct();
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={busy}
      leftSection={<IconDownload size={15} />}
      aria-label={said.download(name)}
      onClick={() => act(() => dealings.saveFile(id))}
      className={classes.file}
    >
      <bdi>{name}</bdi>&nbsp;<span className={classes.dim}>{said.size(size)}</span>
    </Button>
  );
}
