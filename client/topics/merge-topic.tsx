import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ActDialog } from '../moderation/act-dialog.tsx';
import { perform } from '../moderation/acting.ts';
import { strings } from '../strings.ts';
import { topicsQuery } from './queries.ts';
import { useTopicScene } from './topic-context.ts';
import { topicOfLink } from './topic-link.ts';

const said = strings.moderation.topic.merge;

/** Puts all posts of the topic at the end of another of the group. */
export function MergeTopic({ close }: { close: () => void }) {
  const { page } = useTopicScene();
  const { topic, group } = page;
  const { data } = useQuery(topicsQuery(group.slug));
  const [into, setInto] = useState<string | null>(null);
  const [search, setSearch] = useState('');
  const listed = (data?.items ?? []).filter(({ id }) => id !== topic.id);
  const linked = topicOfLink(search) ?? (into && !listed.some(({ id }) => id === into) ? into : null);
  const options = listed.map(({ id, title, postCount }) => ({ value: id, label: said.option(title, postCount) }));
  if (linked && linked !== topic.id && !listed.some(({ id }) => id === linked)) {
    options.unshift({ value: linked, label: topicOfLink(search) ? search : said.link });
  }

  return (
    <ActDialog
      title={said.title}
      body={said.body}
      action={said.action}
      disabled={!into}
      templates={strings.acts.order}
      confirm={(reason) =>
        perform(group.slug, { kind: 'merge', topicId: topic.id, into: into as string, reason }, said.done)
      }
      close={close}
    >
      <Select
        label={said.into}
        description={said.intoHint}
        mb="sm"
        searchable
        data={options}
        filter={({ options: all, search: text }) => {
          const id = topicOfLink(text);
          return all.filter((each) => 'value' in each && (each.value === id || matches(each.label, text)));
        }}
        nothingFoundMessage={said.none}
        value={into}
        onChange={setInto}
        onSearchChange={setSearch}
      />
    </ActDialog>
  );
}

const matches = (title: string, text: string): boolean => title.toLowerCase().includes(text.trim().toLowerCase());
