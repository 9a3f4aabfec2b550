import { Button, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Group } from '../../shared/groups.ts';
import { guidelines } from '../api/joining.ts';
import { hasCode } from '../api/problem.ts';
import { GuidelinesText } from '../groups/guidelines-text.tsx';
import { groupQuery, groupView } from '../groups/queries.ts';
import { keepAnswer } from '../live/snapshots.ts';
import { strings } from '../strings.ts';
import classes from './accept-guidelines.module.css';
import { useAct } from './use-act.ts';

/** The guidelines in force, to be read and accepted before one goes on writing. */
export function AcceptGuidelines({ group }: { group: Group }) {
  const { act, busy } = useAct();
  const client = useQueryClient();
  const { text, version } = group.guidelines;
  // Who was let in by the leaders has not seen any yet.
  const first = group.membership?.guidelinesVersion === 0;

  async function accept() {
    try {
      const answer = await guidelines.accept(group.slug, version);
      keepAnswer(client, groupQuery(group.slug).queryKey, groupView, answer);
    } catch (error) {
      if (hasCode(error, 'guidelines_changed')) await client.refetchQueries(groupQuery(group.slug));
      throw error;
    }
  }

  return (
    <section aria-labelledby="accept-guidelines">
      <h2 id="accept-guidelines" className={classes.title}>
        {first ? strings.joining.guidelinesTitle : strings.joining.guidelinesChanged}
      </h2>
      <Text size="sm" c="dimmed" mb="xs">
        {strings.joining.guidelinesBefore}
      </Text>
      <GuidelinesText text={text} />
      <Button size="sm" mt="sm" loading={busy} onClick={() => act(accept, strings.joining.guidelinesAccepted)}>
        {strings.joining.guidelinesAccept}
      </Button>
    </section>
  );
}
