import { ActionIcon, Button, FileButton, Input, Progress } from '@mantine/core';
import { IconPaperclip, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { LARGEST_FILE } from '../../shared/partners/files.ts';
import type { Step } from '../../shared/partners/process.ts';
import { dealings } from '../api/dealings.ts';
import { strings } from '../strings.ts';
import { problemText } from '../ui/toast.ts';
import classes from './apply-form.module.css';
import { EvidenceDownload } from './evidence.tsx';
import type { ApplyForm } from './use-apply.ts';

const said = strings.partnerDealings.apply;

/** What the server takes; it looks into the files itself. */
const TAKEN = '.png,.jpg,.jpeg,.webp,.pdf,.txt,.md,.csv';

/** Files that show what one tells of. Each is handed in as soon as it is chosen. */
export function ApplyFiles({ step, form }: { step: Step; form: ApplyForm }) {
  const path = `answers.${step.id}.files`;
  const files = form.values.answers[step.id]?.files ?? [];
  const { sending, choose } = useHandingIn(path, form);
  return (
    <Input.Wrapper
      label={said.files(step.files)}
      description={said.fileHint}
      error={form.errors[path]}
      labelElement="div"
    >
      <div className={classes.rows}>
        {files.map((file, index) => (
          <div key={file.id} className={classes.file}>
            <EvidenceDownload file={file} />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={said.removeFile(file.name)}
              onClick={() => form.removeListItem(path, index)}
            >
              <IconX size={16} />
            </ActionIcon>
          </div>
        ))}
        {sending && <Sending {...sending} />}
        {files.length < step.files && !sending && (
          <FileButton accept={TAKEN} onChange={choose}>
            {(props) => (
              <Button
                {...props}
                size="xs"
                variant="default"
                leftSection={<IconPaperclip size={15} />}
                aria-label={said.addFileTo(step.title)}
              >
                {said.addFile}
              </Button>
            )}
          </FileButton>
        )}
      </div>
    </Input.Wrapper>
  );
}

type Handing = { name: string; share: number };

function useHandingIn(path: string, form: ApplyForm) {
  const [sending, setSending] = useState<Handing | null>(null);

  async function choose(file: File | null): Promise<void> {
    if (!file) return;
    form.clearFieldError(path);
    if (file.size > LARGEST_FILE) return form.setFieldError(path, said.tooLarge(file.name));
    setSending({ name: file.name, share: 0 });
    try {
      form.insertListItem(path, await dealings.handIn(file, (share) => setSending({ name: file.name, share })));
    } catch (error) {
      form.setFieldError(path, problemText(error));
    } finally {
      setSending(null);
    }
  }

  return { sending, choose };
}

function Sending({ name, share }: Handing) {
  return (
    <div className={classes.sending}>
      <bdi>{name}</bdi>
      <Progress value={share * 100} aria-label={said.uploading(name)} />
    </div>
  );
}
