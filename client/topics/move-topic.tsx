import { Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Account } from '../../shared/accounts.ts';
import type { Forum } from '../../shared/groups.ts';
import type { GroupRef } from '../../shared/memberships.ts';
import { meQuery } from '../accounts/queries.ts';
import { groupQuery } from '../groups/queries.ts';
import { ActDialog } from '../moderation/act-dialog.tsx';
import { perform } from '../moderation/acting.ts';
import { strings } from '../strings.ts';
import { useTopicScene } from './topic-context.ts';

const said = strings.moderation.topic.move;

/** To another forum, of this group or of another one leads. */
export function MoveTopic({ close }: { close: () => void }) {
  const { page, me } = useTopicScene();
  const { topic, group: here } = page;
  const groups = useGroupsInHand(me, here);
  const [slug, setSlug] = useState(here.slug);
  const { data: group } = useQuery(groupQuery(slug));
  const forums = (group?.forums ?? []).filter(({ id }) => id !== topic.forumId);
  const [chosen, setForum] = useState<string | null>(null);
  const forum = forums.find(({ id }) => id === chosen) ?? forums[0];

  return (
    <ActDialog
      title={said.title}
      body={said.body}
      action={said.action}
      disabled={!forum}
      templates={strings.acts.order}
      confirm={(reason) =>
        perform(
          here.slug,
          { kind: 'move', topicId: topic.id, from: topic.forumId, to: (forum as Forum).id, reason },
          said.done,
        )
      }
      close={close}
    >
      {groups.length > 1 && (
        <Select
          label={said.group}
          allowDeselect={false}
          mb="sm"
          data={groups.map((each) => ({ value: each.slug, label: each.name }))}
          value={slug}
          onChange={(value) => value && setSlug(value)}
        />
      )}
      {group && forums.length === 0 ? (
        <Text size="sm" c="dimmed" mb="sm">
          {said.hereOnly}
        </Text>
      ) : (
        <Select
          label={said.forum}
          allowDeselect={false}
          mb="sm"
          data={forums.map((each) => ({ value: each.id, label: each.name }))}
          value={forum?.id ?? null}
          onChange={setForum}
        />
      )}
    </ActDialog>
  );
}

/** Where one may put topics: the group at hand, and those of one's own that one leads, or all of them for who looks after the site. */
function useGroupsInHand(me: Account, here: GroupRef): GroupRef[] {
  const { data } = useQuery(meQuery);
  const own = data?.memberships.filter(({ role }) => role === 'leader' || me.role !== 'member') ?? [];
  return [here, ...own.map(({ group }) => group).filter(({ id }) => id !== here.id)];
}
