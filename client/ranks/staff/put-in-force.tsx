import { Alert, Button, Modal, Group as Row, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import type { LadderPreview } from '../../../shared/ladder-versions.ts';
import { ladders } from '../../api/ladder.ts';
import { hasCode } from '../../api/problem.ts';
import { strings } from '../../strings.ts';
import { toast } from '../../ui/toast.ts';
import { useSubmit } from '../../ui/use-submit.ts';
import { ranksQuery } from '../queries.ts';
import { type Draft, rungsOf } from './ladder-draft.ts';
import { ladderVersionsQuery } from './queries.ts';

type PutInForceProps = {
  opened: boolean;
  close: () => void;
  preview: LadderPreview;
  draft: Draft;
  done: () => void;
};

/** Repeats who would move, asks why it is done, and puts the ladder in force. */
export function PutInForce({ opened, close, preview, draft, done }: PutInForceProps) {
  const client = useQueryClient();
  const form = useForm({ initialValues: { note: '' } });
  const { submit, busy, problem } = useSubmit(form, put);
  const { value } = strings.ranks;
  const { up, down, moved, members } = preview;

  async function put({ note }: { note: string }) {
    try {
      const { version } = await ladders.putInForce({ rungs: rungsOf(draft), basedOn: draft.basedOn, note });
      toast(strings.ladder.done(version));
      done();
    } catch (error) {
      if (!hasCode(error, 'ladder_changed')) throw error;
    }
    // Where it was refused, the page then tells whose ladder came first, and offers to go on from it.
    await client.invalidateQueries({ queryKey: ladderVersionsQuery.queryKey });
    void client.invalidateQueries({ queryKey: ranksQuery.queryKey });
    close();
  }

  /** What opened the dialog may not take the focus any more. */
  function focusAgain() {
    if (document.activeElement === document.body) document.getElementById('ladder-meanwhile')?.focus();
  }

  return (
    <Modal
      opened={opened}
      onClose={close}
      onExitTransitionEnd={focusAgain}
      title={<Text fw={680}>{strings.ladder.putTitle}</Text>}
    >
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">
            {strings.ladder.putBody(value(up), value(down), value(moved), strings.ladder.of(members))}
          </Text>
          {problem && <Alert color="brick">{problem}</Alert>}
          <TextInput
            label={strings.ladder.why}
            description={strings.ladder.whyHint}
            required
            maxLength={300}
            data-autofocus
            {...form.getInputProps('note')}
          />
          <Row justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {strings.common.cancel}
            </Button>
            <Button type="submit" loading={busy} disabled={!form.getValues().note.trim()}>
              {strings.ladder.putInForce}
            </Button>
          </Row>
        </Stack>
      </form>
    </Modal>
  );
}
