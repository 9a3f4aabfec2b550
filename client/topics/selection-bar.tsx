import { Button, Text } from '@mantine/core';
import { IconArrowBackUp, IconArrowsSplit, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { SELECTION } from '../../shared/acts.ts';
import type { Group } from '../../shared/groups.ts';
import { PostsDeed } from '../moderation/posts-deed.tsx';
import { strings } from '../strings.ts';
import { possible, shownPosts } from './picked-posts.ts';
import classes from './selection-bar.module.css';
import { SplitTopic } from './split-topic.tsx';
import { useTopicScene } from './topic-context.ts';

const said = strings.moderation.select;
type Open = 'remove' | 'restore' | 'split' | null;

/** Stands in the place of the way to answer while posts are being selected: how many are, and what can be done with them. */
export function SelectionBar({ group, picked }: { group: Group; picked: ReadonlySet<number> }) {
  const { page, me, picking } = useTopicScene();
  const client = useQueryClient();
  const [open, setOpen] = useState<Open>(null);
  const can = possible(shownPosts(client, page.topic.id, picked), group, me);
  const close = () => setOpen(null);
  const { end } = picking;
  useEscape(open === null, end);

  return (
    <div role="toolbar" aria-label={said.bar} className={classes.bar}>
      <div role="status" className={classes.count}>
        <Text size="sm" fw={650}>
          {said.count(picked.size)}
        </Text>
        {picking.full && (
          <Text size="xs" c="dimmed">
            {said.most(SELECTION)}
          </Text>
        )}
      </div>
      <div className={classes.acts}>
        <Act icon={<IconTrash size={15} />} of={can.remove.length} danger onClick={() => setOpen('remove')}>
          {said.remove}
        </Act>
        <Act icon={<IconArrowBackUp size={15} />} of={can.restore.length} onClick={() => setOpen('restore')}>
          {said.restore}
        </Act>
        <Act icon={<IconArrowsSplit size={15} />} of={can.split.length} onClick={() => setOpen('split')}>
          {said.split}
        </Act>
        <Button size="xs" variant="subtle" color="gray" onClick={end}>
          {said.done}
        </Button>
      </div>
      {(open === 'remove' || open === 'restore') && (
        <PostsDeed slug={group.slug} deed={open} posts={can[open]} of={picked.size} done={end} close={close} />
      )}
      {open === 'split' && <SplitTopic posts={can.split} of={picked.size} done={end} close={close} />}
    </div>
  );
}

type ActProps = { icon: ReactNode; of: number; danger?: boolean; onClick: () => void; children: string };

const Act = ({ icon, of, danger, onClick, children }: ActProps) => (
  <Button
    size="xs"
    variant="default"
    c={danger && of > 0 ? 'brick' : undefined}
    leftSection={icon}
    disabled={of === 0}
    onClick={onClick}
  >
    {children}
  </Button>
);

/** Escape ends what it is pressed in: a dialog first, then the selection. */
function useEscape(active: boolean, end: () => void): void {
  useEffect(() => {
    if (!active) return;
    const press = (event: KeyboardEvent) => event.key === 'Escape' && !event.defaultPrevented && end();
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [active, end]);
}
