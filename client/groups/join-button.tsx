import { Button, Checkbox, type MantineSize, Text } from '@mantine/core';
import { IconLock, IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Group } from '../../shared/groups.ts';
import { groups } from '../api/endpoints.ts';
import { hasCode } from '../api/problem.ts';
import { keepAnswer } from '../live/snapshots.ts';
import { strings } from '../strings.ts';
import { Confirm } from '../ui/confirm.tsx';
import { toast } from '../ui/toast.ts';
import { GuidelinesText } from './guidelines-text.tsx';
import classes from './join-button.module.css';
import { groupQuery, groupView } from './queries.ts';

/** Joining means having read the guidelines, where there are any, and the notice about confidential things. */
export function JoinButton({ group, size }: { group: Group; size?: MantineSize }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size={size} leftSection={<IconPlus size={16} />} onClick={() => setOpen(true)}>
        {strings.groups.join}
      </Button>
      {open && <JoinDialog group={group} close={() => setOpen(false)} />}
    </>
  );
}

function JoinDialog({ group, close }: { group: Group; close: () => void }) {
  const { text, version } = group.guidelines;
  const [accepted, setAccepted] = useState(text === '');
  const client = useQueryClient();

  async function join() {
    try {
      const joined = await groups.join(group.slug, version);
      keepAnswer(client, groupQuery(group.slug).queryKey, groupView, joined);
      toast(strings.groups.joinedToast(group.name));
    } catch (error) {
      if (!hasCode(error, 'guidelines_changed')) throw error;
      await client.refetchQueries(groupQuery(group.slug));
      setAccepted(false);
      throw error;
    }
  }

  return (
    <Confirm
      title={strings.groups.joinTitle(group.name)}
      action={strings.groups.join}
      disabled={!accepted}
      confirm={join}
      close={close}
    >
      {text !== '' && (
        <>
          <GuidelinesText text={text} />
          <Checkbox
            mt="md"
            label={strings.groups.joinAccept}
            checked={accepted}
            onChange={(event) => setAccepted(event.currentTarget.checked)}
          />
        </>
      )}
      <Text size="sm" c="dimmed" mt="md" className={classes.notice}>
        <IconLock size={15} aria-hidden="true" />
        {strings.groups.confidential}
      </Text>
    </Confirm>
  );
}
