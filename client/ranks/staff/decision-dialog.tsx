import { Alert, Button, Modal, Group as Row, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import type { Member } from '../../../shared/accounts.ts';
import type { RankStanding } from '../../../shared/ranks.ts';
import { profileQuery } from '../../accounts/queries.ts';
import { strings } from '../../strings.ts';
import { toast } from '../../ui/toast.ts';
import { useSubmit } from '../../ui/use-submit.ts';
import { useRankTitle } from '../use-ranks.ts';
import { type Decision, type DecisionValues, decide, saidOf } from './decisions.ts';
import { EndFields } from './end-fields.tsx';
import { memberRankQuery } from './queries.ts';
import { RankChoice } from './rank-choice.tsx';
import type { Dialog } from './use-dialog.ts';

type AboutProps = { member: Member; standing: RankStanding };
type DecisionDialogProps = AboutProps & { dialog: Dialog<Decision>; closed: () => void };

/** Asks for the rank, the end and the reason, as far as the decision needs them. */
export function DecisionDialog({ dialog: { opened, about, close }, closed, ...rest }: DecisionDialogProps) {
  const titleOf = useRankTitle();
  const said = about && saidOf(about, rest.member.displayName, rest.standing, titleOf);
  return (
    <Modal opened={opened} onClose={close} onExitTransitionEnd={closed} title={<Text fw={680}>{said?.title}</Text>}>
      {about && <DecisionForm decision={about} close={close} {...rest} />}
    </Modal>
  );
}

type DecisionFormProps = AboutProps & { decision: Decision; close: () => void };

function DecisionForm({ decision, member, standing, close }: DecisionFormProps) {
  const client = useQueryClient();
  const titleOf = useRankTitle();
  const form = useForm<DecisionValues>({
    initialValues: { rank: '', reason: '', until: decision === 'hold' ? 'month' : 'open', day: '' },
  });
  const { submit, busy, problem } = useSubmit(form, send);
  const said = saidOf(decision, member.displayName, standing, titleOf);
  const begins = decision === 'give' || decision === 'hold';

  async function send(values: DecisionValues) {
    const answer = await decide(decision, member, values);
    client.setQueryData(memberRankQuery(member.username).queryKey, answer);
    void client.invalidateQueries({ queryKey: profileQuery(member.username).queryKey });
    toast(said.done(values.rank));
    close();
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{said.body}</Text>
        {problem && <Alert color="brick">{problem}</Alert>}
        {begins && <RankChoice decision={decision} {...form.getInputProps('rank')} />}
        {begins && <EndFields form={form} open={decision === 'give'} />}
        <TextInput
          label={strings.ladder.member.reason}
          required
          maxLength={300}
          data-autofocus={begins ? undefined : true}
          {...form.getInputProps('reason')}
        />
        <Row justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {strings.common.cancel}
          </Button>
          <Button type="submit" loading={busy} disabled={!isWhole(form.getValues(), begins)}>
            {said.action}
          </Button>
        </Row>
      </Stack>
    </form>
  );
}

function isWhole({ rank, reason, until, day }: DecisionValues, begins: boolean): boolean {
  return reason.trim() !== '' && (!begins || (rank !== '' && (until !== 'date' || day !== '')));
}
