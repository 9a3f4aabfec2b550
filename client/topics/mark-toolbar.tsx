import { ActionIcon } from '@mantine/core';
import { IconBlockquote, IconBold, IconCode, IconItalic, IconLink, IconList } from '@tabler/icons-react';
import { strings } from '../strings.ts';
import type { Mark } from './marks.ts';

const MARKS = [
  ['bold', IconBold],
  ['italic', IconItalic],
  ['link', IconLink],
  ['quote', IconBlockquote],
  ['code', IconCode],
  ['list', IconList],
] as const;

export function MarkToolbar({ apply }: { apply: (mark: Mark) => void }) {
  return (
    <ActionIcon.Group>
      {MARKS.map(([mark, Icon]) => (
        <ActionIcon
          key={mark}
          variant="subtle"
          color="gray"
          aria-label={strings.posts.toolbar[mark]}
          title={strings.posts.toolbar[mark]}
          onClick={() => apply(mark)}
        >
          <Icon size={16} />
        </ActionIcon>
      ))}
    </ActionIcon.Group>
  );
}
