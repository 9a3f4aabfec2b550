import { Button, Group, Text } from '@mantine/core';
import { strings } from '../strings.ts';
import { Ago } from '../ui/ago.tsx';
import classes from './newer-draft.module.css';
import type { KeptDraft } from './use-kept-draft.ts';

/** Says that the text was written on elsewhere while it was written on here, and lets the writer choose. */
export function NewerDraft({ draft: { newer, takeNewer, keepMine } }: { draft: KeptDraft }) {
  if (!newer) return null;
  return (
    <div role="alert" className={classes.newer}>
      <Text size="sm">
        {strings.drafts.newer} <Ago at={newer.updatedAt} />
      </Text>
      <Text size="sm" c="dimmed" lineClamp={2} dir="auto">
        {[newer.title, newer.body].filter(Boolean).join(': ')}
      </Text>
      <Group gap="xs" mt={6}>
        <Button size="compact-sm" variant="default" onClick={takeNewer}>
          {strings.drafts.takeNewer}
        </Button>
        <Button size="compact-sm" variant="default" onClick={keepMine}>
          {strings.drafts.keepMine}
        </Button>
      </Group>
    </div>
  );
}
