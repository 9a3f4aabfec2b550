import { Button, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import type { Group } from '../../shared/groups.ts';
import { guidelines } from '../api/joining.ts';
import { hasCode } from '../api/problem.ts';
import { groupQuery, groupView } from '../groups/queries.ts';
import { keepAnswer } from '../live/snapshots.ts';
import { strings } from '../strings.ts';
import classes from './accept-guidelines.module.css';
import { useAct } from './use-act.ts';

const Markdown = lazy(() => import('../topics/markdown.tsx').then((module) => ({ default: module.Markdown })));

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
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={classes.text} tabIndex={0} aria-label={strings.groups.guidelines}>
        <Suspense>
          <Markdown text={text} />
        </Suspense>
      </section>
      <Button size="sm" mt="sm" loading={busy} onClick={() => act(accept, strings.joining.guidelinesAccepted)}>
        {strings.joining.guidelinesAccept}
      </Button>
    </section>
  );
}
