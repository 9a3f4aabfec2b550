import { Alert, Button, Modal, Group as Row, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import type { RankKey } from '../../../shared/rank-key.ts';
import type { AssignedRank, AssignedRankChanges } from '../../../shared/ranks.ts';
import { assignedRanks } from '../../api/ladder.ts';
import { hasCode } from '../../api/problem.ts';
import { strings } from '../../strings.ts';
import { toast } from '../../ui/toast.ts';
import { useSubmit } from '../../ui/use-submit.ts';
import { ranksQuery } from '../queries.ts';
import { keyOf } from './key-of.ts';
import type { Dialog } from './use-dialog.ts';

type AssignedFormProps = { dialog: Dialog<AssignedRank | 'new'>; ranks: AssignedRank[]; onLadder: RankKey[] };

/** Adds a rank that can be given, or names one anew. */
export function AssignedForm({ dialog: { opened, about, close }, ...others }: AssignedFormProps) {
  const rank = about === 'new' ? null : about;
  const title = rank ? strings.ladder.assigned.editOf(rank.title) : strings.ladder.assigned.addTitle;
  return (
    <Modal opened={opened} onClose={close} title={<Text fw={680}>{title}</Text>}>
      <Fields rank={rank} close={close} {...others} />
    </Modal>
  );
}

type FieldsProps = Omit<AssignedFormProps, 'dialog'> & { rank: AssignedRank | null; close: () => void };

function Fields({ rank, ranks, onLadder, close }: FieldsProps) {
  const client = useQueryClient();
  const form = useForm<AssignedRankChanges>({
    initialValues: { title: rank?.title ?? '', description: rank?.description ?? '' },
  });
  const { submit, busy, problem } = useSubmit(form, save, (error) =>
    hasCode(error, 'rank_in_use') ? [{ path: 'title', message: error.message }] : [],
  );
  const { title, description } = form.getValues();
  // No other's, not even one of the ladder: what is saved under a key that is there would take its place.
  const key = rank?.key ?? keyOf(title, [...ranks.map((each) => each.key), ...onLadder]);

  async function save(values: AssignedRankChanges) {
    const saved = await assignedRanks.save(key, values);
    await client.invalidateQueries({ queryKey: ranksQuery.queryKey });
    toast(strings.ladder.assigned.saved(saved.title));
    close();
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        {problem && <Alert color="brick">{problem}</Alert>}
        <TextInput
          label={strings.ladder.assigned.rankTitle}
          description={title.trim() ? strings.ladder.assigned.key(key) : null}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          required
          maxLength={40}
          data-autofocus
          {...form.getInputProps('title')}
        />
        <TextInput
          label={strings.ladder.assigned.description}
          description={strings.ladder.assigned.descriptionHint}
          required
          maxLength={200}
          {...form.getInputProps('description')}
        />
        <Row justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {strings.common.cancel}
          </Button>
          <Button type="submit" loading={busy} disabled={!title.trim() || !description.trim()}>
            {strings.common.save}
          </Button>
        </Row>
      </Stack>
    </form>
  );
}
